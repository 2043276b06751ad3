"""A site of a few pages made of the design system alone, so that its behaviour is tested without any app.

A list of 60 work items with a panel, a record, a form with a dialog and a combobox. Templates stand here as text.
"""

from datetime import timedelta
from decimal import Decimal

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path

from config.shared import clock
from config.shared.models import WorkItem
from config.shared.ui.forms import AmountInput, SuggestInput
from config.shared.ui.htmx import done
from config.shared.ui.listing import Choice, Filter, Listing, Sort
from config.shared.ui.samples import STATES
from config.shared.ui.toasts import toast
from tests.config.ui.frame_urls import urlpatterns as frame_patterns

QUEUES = [Choice("denied", "Denied"), Choice("rejected", "Rejected"), Choice("waiting", "Waiting")]
LIST = """{% extends "base.html" %}{% block title %}Claims{% endblock %}
{% block head %}<h1>Claims</h1><span class="row push">{% csv_link listing %}</span>{% endblock %}
{% block filters %}{% include "components/filters.html" with selects=True %}{% endblock %}
{% block main %}<table class="tbl fixed" data-list><colgroup><col class="w-40"><col class="w-88"><col><col class="w-160"><col class="w-80"><col class="w-72"><col class="w-72"></colgroup>
<thead><tr><th scope="col">{% select_all %}</th>{% sort listing "claim" "Claim" %}<th scope="col">Queue</th><th scope="col">Status</th>{% sort listing "open" "Open" cls="n" %}<th scope="col" class="n">Age</th>{% sort listing "due" "Due" cls="n" %}</tr></thead>
<tbody>{% for row in listing.rows %}<tr data-row="{{ row.next_step }}" data-href="/records/{{ row.next_step }}/" data-panel="/panels/{{ row.next_step }}/"><td>{% select row.next_step row.next_step amount=row.amount %}</td><td class="code"><a href="/records/{{ row.next_step }}/">{{ row.next_step }}</a></td><td class="clip">{{ row.queue }}</td><td>{% status_badge "sample" row.kind %}</td><td class="n">{{ row.amount|usd }}</td><td class="n">{% age row.opened_at %}</td><td class="n">{% due row.next_date %}</td></tr>{% endfor %}</tbody></table>
{% if not listing.rows %}{% empty "No claims" icon="claims" %}<p>Claims of this queue would be here.</p>{% endempty %}{% endif %}{% endblock %}
{% block foot %}{% include "components/listfoot.html" with noun="claims" %}{% bulk "open" preview="/bulk/skips/" %}{% bulk_verb "Assign {n}" "/bulk/" key="a" primary=True %}{% endbulk %}{% endblock %}
{% block side %}<aside class="panel" id="side" aria-label="Open row">{% include "components/side_empty.html" %}</aside>{% endblock %}"""
PANEL = """<div class="panel-head"><div class="row"><h2>Panel of {{ number }}</h2></div></div><div class="scroll" tabindex="0" role="region" aria-label="Claim">{% sec "Lines" %}<div class="body">One line</div>{% endsec %}</div>
<div class="panel-foot">{% button "Note" key="c" url="/write-off/" dialog=True %}</div>"""
RECORD = """{% extends "base.html" %}{% block title %}{{ number }}{% endblock %}
{% block head %}{% crumb "Claims" "/list/" %}<h1>{{ number }}</h1>{% badge "sample" "denied" %}<span class="row push">{% walk %}</span>{% endblock %}
{% block facts %}{% facts %}{% fact "Claim" number %}{% fact "Billed" "1,082.00" money=True %}{% endfacts %}{% endblock %}
{% block main %}<form class="pad stack narrow" method="post" action="/records/{{ number }}/" data-guard>{% csrf_token %}<div class="form">{% field form.code "c6" %}{% field form.amount "c6" %}</div><p id="what" class="t12"></p><div class="form-foot"><button class="btn primary">Save {% key "Ctrl Enter" %}</button></div></form>{% endblock %}
{% block verbs %}{% verbs %}{% verb "Ask status" key="q" hint="276 now" url="/done/" method="post" primary=True %}{% verb "Write off" key="w" hint="with reason" url="/write-off/" dialog=True %}{% verb "Refuse" key="r" url="/refuse/" dialog=True %}{% endverbs %}{% endblock %}"""
DECIDED_MEANWHILE = 500
DIALOG = """{% extends dialog_base %}{% block title %}Write off{% endblock %}{% block dialog_title %}Write off 12.00{% endblock %}
{% block dialog_body %}{% form_errors form %}<p>Line 1 closes at 0.00.</p>{% field form.amount %}{% endblock %}{% block dialog_action %}<button class="btn primary">Write off 12.00 {% key "Ctrl Enter" %}</button>{% endblock %}"""
CODES = [{"value": "20610", "label": "Joint injection, large: knee", "extra": "150.00"}, {"value": "20611", "label": "with ultrasound", "extra": "190.00"}]


class RecordForm(forms.Form):
    code = forms.CharField(label="Code", widget=SuggestInput("/codes/", label_to="#what"))
    amount = forms.DecimalField(label="Amount", widget=AmountInput)


class AmountForm(forms.Form):
    amount = forms.DecimalField(label="Amount", widget=AmountInput)


def page(request, source: str, status: int = 200, **context) -> HttpResponse:
    """A template given as text, as render() would answer it."""
    return HttpResponse(engines["django"].from_string(source).render(context, request), status=status)


def claims(request) -> HttpResponse:
    sorts = {"due": Sort("next_date"), "claim": Sort("next_step"), "open": Sort("amount")}
    listing = Listing(
        request.GET, WorkItem.objects.all(), path=request.path, sorts=sorts, default_sort="claim",
        filters=[Filter("queue", "Queue", QUEUES, "queue__in")], page_size=25,
    )
    return page(request, LIST, listing=listing)


def record(request, number: str) -> HttpResponse:
    form = RecordForm(request.POST or None)
    if form.is_valid():
        toast(request, "Saved")
        return redirect(request.path)
    return page(request, RECORD, 422 if form.is_bound else 200, number=number, form=form)


def write_off(request) -> HttpResponse:
    form = AmountForm(request.POST or None, auto_id="dialog_%s")
    if request.method == "POST" and form.is_valid() and form.cleaned_data["amount"] > DECIDED_MEANWHILE:
        form.add_error(None, "The payer decided the line meanwhile.")
        return page(request, DIALOG, 409, form=form)
    if request.method == "POST" and form.is_valid():
        toast(request, "Wrote off 12.00", undo_url="/done/")
        return done(request, "/records/LF-10001/")
    return page(request, DIALOG, 422 if request.method == "POST" else 200, form=form)


def finished(request) -> HttpResponse:
    toast(request, "Asked 1 payer")
    return redirect("/records/LF-10001/")


def codes(request) -> HttpResponse:
    found = [code for code in CODES if request.GET["q"].lower() in (code["value"] + code["label"]).lower()]
    return page(request, '{% include "components/suggest.html" %}', options=found)


def bulk(request) -> HttpResponse:
    toast(request, f"Assigned {len(request.POST.getlist('ids'))}")
    return redirect("/list/")


def skips(request) -> HttpResponse:
    return HttpResponse(f"Skips none of {len(request.POST.getlist('ids'))}.")


def fill(count: int = 60) -> None:
    """The rows of the list."""
    today, now = clock.today(), clock.now()
    WorkItem.objects.bulk_create(
        WorkItem(
            kind=STATES[n % len(STATES)], subject_kind="test", subject_id=n, queue=QUEUES[n % 3].value, next_date=today + timedelta(n % 40),
            next_step=f"LF-{10000 + n}", amount=Decimal(n) + Decimal("0.10"), opened_at=now - timedelta(n * 2),
        )
        for n in range(count)
    )


urlpatterns = [
    *frame_patterns,
    path("list/", claims, name="list"),
    path("panels/<str:number>/", lambda request, number: page(request, PANEL, number=number), name="panel"),
    path("records/<str:number>/", record, name="record"),
    path("write-off/", write_off, name="write-off"),
    path("done/", finished, name="done"),
    path("refuse/", lambda request: HttpResponse("Over your limit.", status=409, content_type="text/plain"), name="refuse"),
    path("codes/", codes, name="codes"),
    path("bulk/", bulk, name="bulk"),
    path("bulk/skips/", skips, name="skips"),
]
