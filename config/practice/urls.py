"""Routes of the practice app."""

app_name = "practice"
urlpatterns: list = []
