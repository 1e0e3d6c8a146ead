"""What must hold of a store: each check is a sentence and a query that returns what breaks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from etl.declarations import Texts
from etl.faults import Fault

SHOWN = 5


@dataclass(frozen=True)
class Check:
    """A sentence that must be true, also in Arabic, and the SQL that finds what breaks it."""

    sentence: str
    arabic: str
    sql: str

    @property
    def said(self) -> Texts:
        """Return the sentence in every language."""
        return {"en": self.sentence, "ar": self.arabic}


CHECKS = (
    Check(
        "A store holds figures.",
        "في قاعدة البيانات قيم.",
        "SELECT 'no figure at all' AS found WHERE NOT EXISTS (SELECT 1 FROM observation)",
    ),
    Check(
        "Every value lies within the bounds of its unit, or is named as published outside them.",
        "تقع كل قيمة ضمن حدود وحدة قياسها، وإلا فهي مذكورة بالاسم على أنها نُشرت خارجها.",
        """
        SELECT indicator_id, iso3, year, value
        FROM observation JOIN indicator USING (indicator_id) JOIN unit USING (unit_id)
        ANTI JOIN (SELECT * FROM declared WHERE rule = 'bounds') USING (indicator_id, iso3, year)
        WHERE value < lowest OR value > highest
        """,
    ),
    Check(
        "An index is the mean of its parts (a missing part counts as 0), or is named otherwise.",
        "المؤشر المركّب هو متوسط مؤشراته الفرعية (والناقص منها يُعدّ صفراً)، وإلا فهو مذكور بالاسم.",
        """
        SELECT whole.indicator_id, whole.iso3, whole.year, whole.value, sum(part.share) AS computed
        FROM observation AS whole
        JOIN indicator USING (indicator_id)
        JOIN (
            SELECT parent.indicator_id AS parent_id, observation.iso3, observation.year,
                   observation.value * coalesce(weight, 1 / len(parent.parts)) AS share
            FROM indicator AS parent, unnest(parent.parts) AS piece(part_id)
            JOIN observation ON observation.indicator_id = part_id
            LEFT JOIN declared_weight
                   ON declared_weight.part_id = piece.part_id
                  AND declared_weight.year = observation.year
        ) AS part ON part.parent_id = whole.indicator_id
                 AND part.iso3 = whole.iso3 AND part.year = whole.year
        ANTI JOIN (SELECT * FROM declared WHERE rule = 'mean') AS exempt
             ON exempt.indicator_id = whole.indicator_id
            AND exempt.iso3 = whole.iso3 AND exempt.year = whole.year
        GROUP BY ALL
        HAVING abs(whole.value - sum(part.share)) > 1e-4
        """,
    ),
    Check(
        "In every edition of a survey each Arab state has a value or an absence with its reason.",
        "لكل دولة عربية في كل إصدار من إصدارات الدراسات قيمة، أو غياب مذكور مع سببه.",
        """
        SELECT indicator_id, iso3, year
        FROM (SELECT DISTINCT indicator_id, year FROM observation
              JOIN indicator USING (indicator_id) WHERE survey)
        CROSS JOIN (SELECT iso3 FROM country WHERE arab)
        ANTI JOIN observation USING (indicator_id, iso3, year)
        ANTI JOIN absence USING (indicator_id, iso3, year)
        """,
    ),
    Check(
        "An Arab state without any value of an indicator has an absence with its reason.",
        "إذا لم تكن لدولة عربية أي قيمة لمؤشر، فغيابها مذكور مع سببه.",
        """
        SELECT indicator_id, iso3
        FROM indicator CROSS JOIN (SELECT iso3 FROM country WHERE arab)
        ANTI JOIN observation USING (indicator_id, iso3)
        ANTI JOIN absence USING (indicator_id, iso3)
        """,
    ),
    Check(
        "Nothing is both a value and an absence.",
        "لا تجتمع القيمة والغياب في موضع واحد.",
        """
        SELECT indicator_id, iso3, year FROM observation
        SEMI JOIN absence USING (indicator_id, iso3, year)
        UNION ALL
        SELECT DISTINCT indicator_id, iso3, NULL FROM observation
        SEMI JOIN (SELECT * FROM absence WHERE year IS NULL) USING (indicator_id, iso3)
        """,
    ),
    Check(
        "The year of a survey's value is its edition.",
        "سنة القيمة في الدراسات هي سنة إصدارها.",
        """
        SELECT indicator_id, iso3, year, edition
        FROM observation JOIN indicator USING (indicator_id) JOIN edition USING (edition_id)
        WHERE survey AND edition <> year::VARCHAR
        """,
    ),
    Check(
        "A published rank stands only where ranks are published, and never against the value.",
        "لا ترد مرتبة منشورة إلا حيث تُنشر المراتب، ولا تتعارض مع القيمة أبداً.",
        """
        SELECT indicator_id, iso3, year, rank FROM observation JOIN indicator USING (indicator_id)
        WHERE rank IS NOT NULL AND NOT rank_published
        UNION ALL
        SELECT * EXCLUDE (next_value) FROM (
            SELECT indicator_id, iso3, year, rank, value,
                   lead(value) OVER (PARTITION BY indicator_id, year ORDER BY rank) AS next_value
            FROM observation WHERE rank IS NOT NULL
        ) WHERE next_value > value
        """.replace("rank FROM observation JOIN", "rank, value FROM observation JOIN", 1),
    ),
    Check(
        "The four groups of the partition hold each of the 22 Arab states exactly once.",
        "كل دولة من الدول العربية الاثنتين والعشرين عضو في مجموعة واحدة فقط من المجموعات الأربع.",
        """
        SELECT country.iso3, count(group_id) AS groups
        FROM country LEFT JOIN (
            country_group_member JOIN country_group USING (group_id)
        ) ON country_group_member.iso3 = country.iso3 AND "partition"
        WHERE arab GROUP BY ALL HAVING count(group_id) <> 1
        UNION ALL
        SELECT 'the Arab states', count(*) FROM country WHERE arab HAVING count(*) <> 22
        """,
    ),
    Check(
        "The components of an index are indicators.",
        "المؤشرات الفرعية لكل مؤشر مركّب هي نفسها مؤشرات معرّفة.",
        """
        SELECT indicator_id, part_id FROM indicator, unnest(parts) AS piece(part_id)
        WHERE part_id NOT IN (SELECT indicator_id FROM indicator)
        """,
    ),
    Check(
        "Of a source whose values are quoted, each value names its page.",
        "حيث تكون القيم مقتبسة، تُذكر مع كل قيمة الصفحة التي اقتُبست منها.",
        """
        SELECT indicator_id, iso3, year FROM observation
        SEMI JOIN (SELECT indicator_id FROM indicator WHERE source_id IN (
            SELECT source_id FROM indicator JOIN quotation USING (indicator_id))
        ) USING (indicator_id)
        ANTI JOIN quotation USING (indicator_id, iso3, year)
        """,
    ),
    Check(
        "Only a series of that very target is its official indicator.",
        "لا يُعدّ مؤشراً رسمياً لغاية إلا ما كان من مؤشرات الغاية نفسها.",
        """
        SELECT benchmark_id, target, sdg, benchmark.relation
        FROM benchmark JOIN indicator USING (indicator_id)
        WHERE benchmark.relation = 'official'
          AND NOT (indicator.relation = 'official' AND starts_with(sdg, target || '.'))
        """,
    ),
    Check(
        "An edition has as many rows as the manifest says.",
        "عدد قيم كل إصدار هو العدد المسجّل في بيان المحتويات.",
        """
        SELECT edition_id, rows AS in_manifest, count(observation.iso3) AS in_store
        FROM edition LEFT JOIN observation USING (edition_id)
        GROUP BY ALL HAVING count(observation.iso3) <> rows
        """,
    ),
    Check(
        "Each of the 22 states has a practice and a page of strategies.",
        "لكل دولة من الدول الاثنتين والعشرين ممارسة وصفحة استراتيجيات.",
        """
        SELECT iso3 FROM country
        WHERE arab AND (iso3 NOT IN (SELECT iso3 FROM practice)
                        OR iso3 NOT IN (SELECT iso3 FROM strategy_state))
        """,
    ),
    Check(
        "A practice is borne out by a page with a year, a state without a strategy by a note.",
        "تستند كل ممارسة إلى صفحة معروفة السنة، وتُرفق الدولة التي لا استراتيجية لها بملاحظة.",
        """
        SELECT practice_id FROM practice
        WHERE practice_id NOT IN (SELECT practice_id FROM practice_source WHERE year IS NOT NULL)
        UNION ALL
        SELECT iso3 FROM strategy_state
        WHERE note IS NULL AND iso3 NOT IN (SELECT iso3 FROM strategy)
        """,
    ),
    Check(
        "A recommendation is advised by a source and shown by a practice.",
        "لكل توصية مصدر يوصي بها وممارسة تبيّنها.",
        """
        SELECT recommendation_id FROM recommendation
        WHERE recommendation_id NOT IN (SELECT recommendation_id FROM recommendation_advice)
           OR recommendation_id NOT IN (SELECT recommendation_id FROM recommendation_practice)
        """,
    ),
    Check(
        "What is said of a practice, a strategy or a recommendation is in its fixed list.",
        "ما يوصف به كل من الممارسات والاستراتيجيات والتوصيات مأخوذ من قوائمه الثابتة.",
        """
        SELECT used.list, used.term_id FROM (
            SELECT 'area' AS list, area AS term_id FROM practice
            UNION ALL SELECT 'status', status FROM practice
            UNION ALL SELECT 'confidence', confidence FROM practice
            UNION ALL SELECT 'technology', technology FROM practice_technology
            UNION ALL SELECT 'depth', depth FROM practice_technology
            UNION ALL SELECT 'sdg_target', sdg FROM practice_sdg
            UNION ALL SELECT 'kind', kind FROM practice_result
            UNION ALL SELECT 'strategy_kind', kind FROM strategy
            UNION ALL SELECT 'strategy_status', status FROM strategy
            UNION ALL SELECT 'target_kind', kind FROM strategy_aim
            UNION ALL SELECT 'body', body FROM advice_source
            UNION ALL SELECT 'read_as', read_as FROM advice_source
            UNION ALL SELECT 'focus', unnest(focus) FROM recommendation
            UNION ALL SELECT 'income', unnest(income) FROM recommendation
            UNION ALL SELECT 'conflict', conflict FROM recommendation
            UNION ALL SELECT 'connectivity', connectivity FROM recommendation
            UNION ALL SELECT 'read_as', confidence FROM recommendation
            UNION ALL SELECT 'basis', unnest(steps).basis FROM recommendation
            UNION ALL SELECT 'readiness', unnest(technologies).readiness FROM recommendation
            UNION ALL SELECT 'role', role FROM recommendation_practice
            UNION ALL SELECT 'sdg_target', sdg FROM recommendation_sdg
        ) AS used ANTI JOIN term USING (list, term_id)
        """,
    ),
)


def run(store: duckdb.DuckDBPyConnection, chosen: Sequence[Check] = CHECKS) -> None:
    """Hold every check, or those chosen, against a draft store.

    Raises:
        Fault: a check fails; the message has its sentence and the first offending rows.
    """
    for check in chosen:
        answer = store.execute(check.sql)
        names = [column[0] for column in answer.description or []]
        rows = answer.fetchmany(SHOWN + 1)
        if rows:
            shown = "; ".join(
                ", ".join(f"{name} {value}" for name, value in zip(names, row, strict=True))
                for row in rows[:SHOWN]
            )
            more = "; and more" if len(rows) > SHOWN else ""
            raise Fault(
                f"The store was not made, the old one stays. This must hold: {check.sentence} "
                f"It does not for: {shown}{more}. Correct the declaration or pull the source again"
            )
