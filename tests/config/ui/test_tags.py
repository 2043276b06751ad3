"""The tags and filters as templates write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import engines

from config.shared import clock
from config.shared.money import NotAnAmount
from config.shared.ui.statuses import Status, register
from tests.factories.shared import BillerFactory

NOON = datetime(2026, 11, 23, 18, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with clock.at(NOON):
        yield


def show(source, **context):
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    ("amount", "html"),
    [
        (Decimal("1082"), '<span class="amt">1,082.00</span>'), (Decimal("0.00"), '<span class="amt zero">0.00</span>'),
        (Decimal("-275"), '<span class="amt neg">−275.00</span>'), (None, '<span class="zero">—</span>'),
    ],
)
def test_an_amount_is_quiet_when_zero_and_marked_when_negative(amount, html):
    assert show("{{ amount|usd }}", amount=amount) == html


def test_a_float_on_a_page_is_an_error():
    with pytest.raises(NotAnAmount):
        show("{{ amount|usd }}", amount=1.5)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ d|day }}", "11/05/2026"), ("{{ d|age }}", "18 d"), ("{{ d|day_age }}", "11/05/2026 · 18 d"), ("{{ none|day }}", "—"),
        ("{{ amount|usd_text }}", "1,082.00"), ("{{ moment|at }}", "11/23/2026 12:00 PM"), ("{{ amount|whole_usd }}", "1,082"),
    ],
)
def test_dates_and_amounts_as_plain_text(settings, source, words):
    settings.PRACTICE_TIME_ZONE = "America/Chicago"

    assert show(source, d=date(2026, 11, 5), amount=Decimal("1082.00"), moment=NOON, none=None) == words


@pytest.mark.parametrize(
    ("left", "kind", "words", "flag"),
    [(15, "far", "15 d", False), (14, "soon", "14 d", True), (5, "soon", "5 d", True), (4, "now", "4 d", True), (0, "now", "today", True), (-2, "now", "2 d late", True)],
)
def test_a_deadline_gets_a_flag_at_fourteen_days_and_red_at_four(left, kind, words, flag):
    html = show("{% due d %}", d=date.fromordinal(date(2026, 11, 23).toordinal() + left))

    assert f'class="due {kind}"' in html
    assert f"{words}</span>" in html
    assert ("mk-flag" in html) is flag


def test_a_long_deadline_says_its_date():
    assert "12/01/2026, 8 d</span>" in show("{% due d long=True %}", d=date(2026, 12, 1))


@pytest.mark.parametrize(("old", "bars", "kind"), [(30, 1, "age"), (31, 2, "age"), (61, 3, "age old"), (90, 3, "age old"), (91, 4, "age oldest")])
def test_an_age_has_a_bar_for_each_thirty_days_and_is_amber_past_ninety(old, bars, kind):
    html = show("{% age d %}", d=date.fromordinal(date(2026, 11, 23).toordinal() - old))

    assert f'class="{kind}"' in html
    assert f"#age-{bars}" in html


def test_a_state_is_a_shape_and_a_word_in_a_row_and_tinted_in_a_head():
    register("test_tags", {"part": Status("Denied in part", "risk", "half")})

    assert show('{% status_badge "test_tags" "part" %}') == (
        '<span class="st risk"><svg class="mk" aria-hidden="true"><use href="#mk-half"/></svg>Denied in part</span>'
    )
    assert 'class="badge risk"' in show('{% badge "test_tags" "part" %}')


def test_what_a_payer_wrote_into_a_segment_stays_text():
    html = show('{{ raw|segment:"197" }}', raw="CAS*CO*197*<script>~")

    assert html == "<b>CAS</b>*CO*<mark>197</mark>*&lt;script&gt;~"


def test_a_fact_escapes_its_value_and_leads_to_its_record():
    html = show('{% fact "Patient" name href="/p/1" sub="67" %}', name="O'Neil <b>")

    assert html == '<dl class="fact"><dt>Patient</dt><dd><a class="link" href="/p/1">O&#x27;Neil &lt;b&gt;</a></dd><dd class="sub">67</dd></dl>'


def test_a_finding_holds_its_fix():
    html = show('{% finding "No drug code" tone="need" why=why src="rule ndc" %}<button>Use it</button>{% endfinding %}', why="<asked>")

    assert 'class="finding need"' in html
    assert "<button>Use it</button>" in html
    assert "&lt;asked&gt;" in html


def test_a_verb_that_posts_is_a_form_with_its_token_and_key(rf):
    html = engines["django"].from_string('{% verb "Ask status" key="q" hint="276 now" url="/q/" method="post" %}').render({}, rf.get("/"))

    assert 'method="post" action="/q/"' in html
    assert "csrfmiddlewaretoken" in html
    assert 'data-key="q"' in html


def test_a_verb_that_leads_somewhere_is_a_link_and_one_with_a_dialog_asks_for_it():
    assert 'href="/x/"' in show('{% verb "Open" url="/x/" %}')
    assert 'hx-get="/x/" hx-target="#dialog"' in show('{% verb "Write off" url="/x/" dialog=True %}')


def test_options_of_one_verb_do_not_reach_the_next():
    html = show('{% verb "First" key="f" hint="hint of first" primary=True url="/1/" %}{% verb "Second" url="/2/" %}')

    second = html[html.index("/2/"):]
    assert "hint of first" not in second
    assert "data-key=" not in second


def test_the_owner_is_me_another_or_nobody(rf):
    me, other = BillerFactory.build(pk=1), BillerFactory.build(pk=2)
    request = rf.get("/")
    request.user = me

    def shown(user):
        return engines["django"].from_string("{% avatar user_of_row %}").render({"user_of_row": user}, request)

    assert 'class="avatar me"' in shown(me)
    assert 'class="avatar"' in shown(other)
    assert 'aria-label="Nobody"' in shown(None)


def test_a_bar_is_told_in_words_and_a_legend_stands_beside_it():
    parts = [("Paid", Decimal("134.80"), "f-done"), ("Open", Decimal("792.00"), "f-risk")]

    assert 'aria-label="Paid 134.80, Open 792.00"' in show("{% stacked_bar parts %}", parts=parts)
    assert "792.00" in show("{% legend parts %}", parts=parts)


def test_an_entry_says_when_and_by_whom_and_shows_its_evidence():
    html = show(
        '{% timeline %}{% entry "Accepted" tone="done" when=d by="999 of batch 7" %}{% evidence "277CA" open=True %}raw{% endevidence %}{% endentry %}{% endtimeline %}',
        d=date(2026, 11, 5),
    )

    assert "11/05/2026 · 18 d" in html
    assert '<details class="ev" open>' in html
    assert "999 of batch 7" in html


def test_segments_need_no_mark():
    html = show('{% include "components/x12.html" with segments=segments %}', segments=[{"raw": "LQ*HE*M62~", "say": "Remark."}])

    assert "<code><b>LQ</b>*HE*M62~</code>" in html
    assert "Remark." in html


@pytest.mark.parametrize(("noun", "count", "words"), [("claims", 2, "claims"), ("claims", "1", "claim"), ("batches", 1, "batch"), ("files", "1,000+", "files"), ("waiting claims", 0, "waiting claims")])
def test_one_row_is_counted_in_the_singular(noun, count, words):
    assert show("{{ noun|counted:count }}", noun=noun, count=count) == words
