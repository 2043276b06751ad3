"""What follows a void that was asked for, on the claim."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claims", "0004_demo_load")]
    operations = [
        migrations.AddField(
            model_name="claim",
            name="void_outcome",
            field=models.CharField(
                blank=True,
                choices=[("bill_again", "Bill the visit anew"), ("take_back", "Take the visit back")],
                default="",
                help_text="Of a claim whose void was asked for: what follows when the payer has voided it.",
                max_length=12,
            ),
            preserve_default=False,
        ),
    ]
