-- The store: everything that etl/ and app/ share. One file a data version, written once, then only read.
-- Text for readers is MAP(language, text), with at least 'en' and 'ar'.
-- Published values only: whatever is computed (ranks in the group, gaps, means) is computed in app/methods.py.

CREATE TABLE country (
    iso3  VARCHAR PRIMARY KEY CHECK (regexp_full_match(iso3, '[A-Z]{3}')),
    iso2  VARCHAR NOT NULL UNIQUE,
    m49   VARCHAR NOT NULL UNIQUE CHECK (regexp_full_match(m49, '[0-9]{3}')),
    name  MAP(VARCHAR, VARCHAR) NOT NULL,
    arab  BOOLEAN NOT NULL,
    tile_row    UTINYINT,               -- place on the tile map, the 22 Arab states only
    tile_column UTINYINT,
    CHECK (arab = (tile_row IS NOT NULL) AND arab = (tile_column IS NOT NULL))
);

CREATE TABLE country_group (
    group_id  VARCHAR PRIMARY KEY,
    name      MAP(VARCHAR, VARCHAR) NOT NULL,
    basis     MAP(VARCHAR, VARCHAR) NOT NULL,   -- who groups the countries so
    position  UTINYINT NOT NULL UNIQUE,         -- order in lists
    partition BOOLEAN NOT NULL                  -- one of the four that together are the 22 states
);

CREATE TABLE country_group_member (
    group_id VARCHAR REFERENCES country_group,
    iso3     VARCHAR REFERENCES country,
    PRIMARY KEY (group_id, iso3)
);

CREATE TABLE source (
    source_id   VARCHAR PRIMARY KEY,
    name        MAP(VARCHAR, VARCHAR) NOT NULL,   -- the publication or database
    producer    MAP(VARCHAR, VARCHAR) NOT NULL,
    licence     MAP(VARCHAR, VARCHAR) NOT NULL,
    licence_url VARCHAR NOT NULL,
    url         VARCHAR NOT NULL,
    rhythm_months USMALLINT NOT NULL,             -- months between two releases
    sharing     VARCHAR NOT NULL CHECK (sharing IN ('open', 'notice', 'display_only')),
    live        BOOLEAN NOT NULL,                 -- a program can fetch it; else figures come from files
    position    UTINYINT NOT NULL UNIQUE
);

CREATE TABLE edition (
    edition_id   VARCHAR PRIMARY KEY,             -- '<source_id>.<edition>'
    source_id    VARCHAR NOT NULL REFERENCES source,
    edition      VARCHAR NOT NULL,                -- the producer's name of one release
    released_on  DATE,                            -- null where the producer states none
    retrieved_on DATE,                             -- null where neither file nor container states one
    address      VARCHAR NOT NULL,
    passed_on_by VARCHAR,                         -- null where taken from the publisher itself
    note         MAP(VARCHAR, VARCHAR),
    sha256       VARCHAR NOT NULL,                -- of what was read; of the sorted list where there are several files
    rows         UINTEGER NOT NULL,
    arab_states  UTINYINT NOT NULL CHECK (arab_states <= 22),
    UNIQUE (source_id, edition)
);

CREATE TABLE unit (
    unit_id  VARCHAR PRIMARY KEY,
    name     MAP(VARCHAR, VARCHAR) NOT NULL,      -- as in a source line
    symbol   MAP(VARCHAR, VARCHAR) NOT NULL,      -- put after a number; may be empty
    decimals UTINYINT NOT NULL,
    lowest   DOUBLE,                              -- sanity bounds, null for none
    highest  DOUBLE
);

CREATE TABLE pillar (
    pillar_id VARCHAR PRIMARY KEY,
    name      MAP(VARCHAR, VARCHAR) NOT NULL,
    meaning   MAP(VARCHAR, VARCHAR) NOT NULL,     -- the question it asks
    position  UTINYINT NOT NULL UNIQUE
);

CREATE TABLE indicator (
    indicator_id VARCHAR PRIMARY KEY,
    source_id    VARCHAR NOT NULL REFERENCES source,
    code         VARCHAR NOT NULL,                -- the producer's
    unit_id      VARCHAR NOT NULL REFERENCES unit,
    topic        VARCHAR NOT NULL CHECK (topic IN ('digital_government', 'connection', 'skills',
                     'government_technology', 'governance', 'openness', 'institutions', 'technology',
                     'accessibility', 'services', 'context')),
    better       VARCHAR NOT NULL CHECK (better IN ('higher', 'lower', 'parity', 'target_100', 'none')),
    pillar       VARCHAR REFERENCES pillar,       -- chosen by us
    pillar_reason MAP(VARCHAR, VARCHAR),
    profile      BOOLEAN NOT NULL,                -- drawn in a country's profile of the pillar
    sdg          VARCHAR,
    relation     VARCHAR CHECK (relation IN ('official', 'linked', 'proxy')),
    sharing      VARCHAR NOT NULL CHECK (sharing IN ('open', 'notice', 'display_only')),
    name         MAP(VARCHAR, VARCHAR) NOT NULL,
    short_name   MAP(VARCHAR, VARCHAR) NOT NULL,  -- for axes, chips and the table's head
    definition   MAP(VARCHAR, VARCHAR) NOT NULL,
    custodian    MAP(VARCHAR, VARCHAR) NOT NULL,  -- who measures it, where that is not the source itself
    caveat       MAP(VARCHAR, VARCHAR),           -- why its years may not be compared, if they may not
    survey       BOOLEAN NOT NULL,                -- relative within an edition: year is the survey's edition
    banded       BOOLEAN NOT NULL,                -- the producer's four groups apply
    rank_published BOOLEAN NOT NULL,
    parts        VARCHAR[] NOT NULL,              -- ids of the components, in order
    position     USMALLINT NOT NULL UNIQUE,       -- topics in their order, then within the topic
    CHECK ((sdg IS NULL) = (relation IS NULL)),
    CHECK ((pillar IS NULL) = (pillar_reason IS NULL)),
    CHECK (NOT (profile AND pillar IS NULL))
);

CREATE TABLE series_break (
    indicator_id VARCHAR REFERENCES indicator,
    year         USMALLINT,                       -- first year of the new method
    reason       MAP(VARCHAR, VARCHAR) NOT NULL,
    comparable   BOOLEAN NOT NULL,                -- false: no line joins what is before and after
    PRIMARY KEY (indicator_id, year)
);

CREATE TABLE observation (
    indicator_id VARCHAR REFERENCES indicator,
    iso3         VARCHAR REFERENCES country,
    year         USMALLINT CHECK (year BETWEEN 1960 AND 2100),
    value        DOUBLE NOT NULL CHECK (isfinite(value)),
    rank         USMALLINT CHECK (rank > 0),      -- published, where there is one
    obs_status   VARCHAR NOT NULL CHECK (obs_status IN ('A', 'E', 'B', 'P')),
    edition_id   VARCHAR NOT NULL REFERENCES edition,
    note         VARCHAR,
    PRIMARY KEY (indicator_id, iso3, year)
);

CREATE TABLE doubt (                              -- shown with its note, never ranked or averaged
    indicator_id VARCHAR,
    iso3         VARCHAR,
    year         USMALLINT,
    note         MAP(VARCHAR, VARCHAR) NOT NULL,
    PRIMARY KEY (indicator_id, iso3, year),
    FOREIGN KEY (indicator_id, iso3, year) REFERENCES observation
);

CREATE VIEW unranked AS                           -- doubts that matter: a date is never ranked anyway
    SELECT doubt.indicator_id, iso3, year
    FROM doubt JOIN indicator USING (indicator_id) WHERE unit_id <> 'year';

CREATE TABLE quotation (                          -- the page from which a value was quoted
    indicator_id VARCHAR,
    iso3         VARCHAR,
    year         USMALLINT,
    page         VARCHAR NOT NULL,
    dated        DATE,                            -- null where the page bears no day
    note         MAP(VARCHAR, VARCHAR),
    PRIMARY KEY (indicator_id, iso3, year),
    FOREIGN KEY (indicator_id, iso3, year) REFERENCES observation
);

CREATE TABLE accessibility_policy (
    iso3   VARCHAR PRIMARY KEY REFERENCES country,
    text   MAP(VARCHAR, VARCHAR) NOT NULL,
    source MAP(VARCHAR, VARCHAR) NOT NULL,
    page   VARCHAR NOT NULL
);

CREATE TABLE benchmark (                          -- what figures are compared with; never called a target on screen
    benchmark_id VARCHAR PRIMARY KEY,
    target       VARCHAR NOT NULL CHECK (target IN ('16.6', '17.7')),
    indicator_id VARCHAR REFERENCES indicator,    -- null: listed only
    measure      VARCHAR NOT NULL CHECK (measure IN ('value', 'rank')),
    comparator   VARCHAR CHECK (comparator IN ('>=', '<=', '=')),
    value        DOUBLE,
    year         USMALLINT,
    statistic    VARCHAR CHECK (statistic IN ('world_mean', 'arab_median', 'arab_best')),
    type         VARCHAR NOT NULL CHECK (type IN ('un_2030', 'regional', 'national', 'global_framework',
                     'index_band', 'statistical', 'scale')),
    standing     VARCHAR NOT NULL CHECK (standing IN ('live', 'aspirational', 'expired', 'to_be_confirmed')),
    scope        VARCHAR[] NOT NULL,              -- the states to which it applies
    relation     VARCHAR NOT NULL CHECK (relation IN ('official', 'linked', 'proxy')),
    trend        BOOLEAN NOT NULL,                -- the trend to target may give a verdict
    name         MAP(VARCHAR, VARCHAR) NOT NULL,
    text         MAP(VARCHAR, VARCHAR) NOT NULL,
    reason       MAP(VARCHAR, VARCHAR) NOT NULL,  -- why it stands there with that relation
    issuer       MAP(VARCHAR, VARCHAR) NOT NULL,
    address      VARCHAR NOT NULL,
    checked      DATE NOT NULL,
    position     UTINYINT NOT NULL UNIQUE,
    CHECK ((comparator IS NULL) = (value IS NULL AND statistic IS NULL)),
    CHECK (NOT (trend AND standing IN ('expired', 'to_be_confirmed')))
);

CREATE TABLE cross_check (                        -- a second copy of a quantity against the one shown
    check_id     VARCHAR PRIMARY KEY,
    indicator_id VARCHAR NOT NULL REFERENCES indicator,
    source_id    VARCHAR NOT NULL REFERENCES source,
    code         VARCHAR NOT NULL,
    edition      VARCHAR,                         -- null: not retrieved yet
    tolerance    DOUBLE NOT NULL,                 -- in the unit of the indicator
    compared     UINTEGER NOT NULL,               -- values of the same country and year on both sides
    agreeing     UINTEGER NOT NULL,
    differing    STRUCT(iso3 VARCHAR, year USMALLINT, shown DOUBLE, other DOUBLE)[] NOT NULL  -- widest apart first
);

CREATE TABLE absence_reason (
    reason_id VARCHAR PRIMARY KEY,
    text      MAP(VARCHAR, VARCHAR) NOT NULL
);

CREATE TABLE absence (
    indicator_id VARCHAR NOT NULL REFERENCES indicator,
    iso3         VARCHAR NOT NULL REFERENCES country,
    year         USMALLINT,                       -- null: the whole series
    edition      VARCHAR,                         -- null: no edition was retrieved
    reason_id    VARCHAR NOT NULL REFERENCES absence_reason,
    UNIQUE (indicator_id, iso3, year)
);

CREATE TABLE term (                               -- fixed lists of practices, strategies, recommendations
    list     VARCHAR,
    term_id  VARCHAR,
    name     MAP(VARCHAR, VARCHAR) NOT NULL,
    meaning  MAP(VARCHAR, VARCHAR),
    address  VARCHAR,                             -- the page that names it
    position UTINYINT NOT NULL,                   -- order in lists
    PRIMARY KEY (list, term_id)
);

CREATE TABLE practice (                           -- one case of technology or innovation in the public sector
    practice_id   VARCHAR PRIMARY KEY,
    iso3          VARCHAR NOT NULL REFERENCES country,
    level         VARCHAR NOT NULL CHECK (level IN ('national', 'local')),
    title         MAP(VARCHAR, VARCHAR) NOT NULL,
    title_printed BOOLEAN NOT NULL,               -- the Arabic name is the institution's, else ours
    institution   MAP(VARCHAR, VARCHAR) NOT NULL,
    launched      USMALLINT,                      -- null where no source says it or sources disagree
    status        VARCHAR NOT NULL,
    status_note   MAP(VARCHAR, VARCHAR),
    area          VARCHAR NOT NULL,
    problem       MAP(VARCHAR, VARCHAR) NOT NULL,
    solution      MAP(VARCHAR, VARCHAR) NOT NULL,
    reached       MAP(VARCHAR, VARCHAR),          -- null: not published, here and in the two below
    conditions    MAP(VARCHAR, VARCHAR),
    cost          MAP(VARCHAR, VARCHAR),
    lesson        MAP(VARCHAR, VARCHAR) NOT NULL,
    note          MAP(VARCHAR, VARCHAR) NOT NULL, -- how far the evidence carries
    confidence    VARCHAR NOT NULL,
    checked       DATE NOT NULL,
    accepted_on   DATE                            -- of a submitted one
);

CREATE TABLE practice_source (
    practice_id VARCHAR REFERENCES practice,
    key         VARCHAR,
    title       VARCHAR NOT NULL,
    publisher   VARCHAR NOT NULL,
    address     VARCHAR NOT NULL,
    year        USMALLINT,                        -- null where the page bears none
    position    UTINYINT NOT NULL,
    PRIMARY KEY (practice_id, key)
);

CREATE TABLE practice_technology (
    practice_id VARCHAR REFERENCES practice,
    technology  VARCHAR,
    depth       VARCHAR NOT NULL,
    PRIMARY KEY (practice_id, technology)
);

CREATE TABLE practice_pillar (
    practice_id VARCHAR REFERENCES practice,
    pillar      VARCHAR REFERENCES pillar,
    reason      MAP(VARCHAR, VARCHAR) NOT NULL,
    PRIMARY KEY (practice_id, pillar)
);

CREATE TABLE practice_sdg (
    practice_id VARCHAR REFERENCES practice,
    sdg         VARCHAR,
    reason      MAP(VARCHAR, VARCHAR) NOT NULL,
    assigned    VARCHAR NOT NULL CHECK (assigned IN ('institution', 'editor')),
    position    UTINYINT NOT NULL,
    PRIMARY KEY (practice_id, sdg)
);

CREATE TABLE practice_indicator (                 -- the series a practice speaks to: association, never proof
    practice_id  VARCHAR REFERENCES practice,
    indicator_id VARCHAR REFERENCES indicator,
    reason       MAP(VARCHAR, VARCHAR) NOT NULL,
    PRIMARY KEY (practice_id, indicator_id)
);

CREATE TABLE practice_result (                    -- never added up or compared across kinds or dates
    practice_id VARCHAR,
    position    UTINYINT,
    figure      MAP(VARCHAR, VARCHAR) NOT NULL,
    date        VARCHAR CHECK (regexp_full_match(date, '[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?')),
    until       VARCHAR,                          -- end of a period that begins at the date
    about       BOOLEAN NOT NULL,                 -- the page bears no date of its own
    kind        VARCHAR NOT NULL,
    source      VARCHAR NOT NULL,
    PRIMARY KEY (practice_id, position),
    FOREIGN KEY (practice_id, source) REFERENCES practice_source
);

CREATE TABLE practice_limit (                     -- failures, limits, criticism
    practice_id VARCHAR,
    position    UTINYINT,
    text        MAP(VARCHAR, VARCHAR) NOT NULL,
    source      VARCHAR,                          -- null: our reading
    PRIMARY KEY (practice_id, position),
    FOREIGN KEY (practice_id, source) REFERENCES practice_source
);

CREATE TABLE practice_transfer (
    practice_id VARCHAR,
    position    UTINYINT,
    direction   VARCHAR NOT NULL CHECK (direction IN ('to', 'from')),
    countries   VARCHAR[] NOT NULL,
    text        MAP(VARCHAR, VARCHAR) NOT NULL,
    source      VARCHAR,
    PRIMARY KEY (practice_id, position),
    FOREIGN KEY (practice_id, source) REFERENCES practice_source
);

CREATE TABLE strategy_state (                     -- what was found on each state
    iso3    VARCHAR PRIMARY KEY REFERENCES country,
    checked DATE NOT NULL,
    note    MAP(VARCHAR, VARCHAR)                 -- without a strategy it says that none was found
);

CREATE TABLE strategy_source (
    iso3      VARCHAR REFERENCES strategy_state,
    key       VARCHAR,
    title     VARCHAR NOT NULL,
    publisher VARCHAR NOT NULL,
    address   VARCHAR NOT NULL,
    year      USMALLINT,
    position  UTINYINT NOT NULL,
    PRIMARY KEY (iso3, key)
);

CREATE TABLE strategy (
    iso3        VARCHAR REFERENCES strategy_state,
    strategy_id VARCHAR,
    title       MAP(VARCHAR, VARCHAR) NOT NULL,
    kind        VARCHAR NOT NULL,
    level       VARCHAR NOT NULL CHECK (level IN ('national', 'local')),
    first       USMALLINT,
    last        USMALLINT,
    status      VARCHAR NOT NULL,
    lead        MAP(VARCHAR, VARCHAR),
    summary     MAP(VARCHAR, VARCHAR) NOT NULL,
    successor   MAP(VARCHAR, VARCHAR),
    evaluation  MAP(VARCHAR, VARCHAR),
    sources     VARCHAR[] NOT NULL,
    position    UTINYINT NOT NULL,
    PRIMARY KEY (iso3, strategy_id),
    CHECK (first IS NULL OR last IS NULL OR first <= last)
);

CREATE TABLE strategy_aim (                       -- a stated target: announced, not reached
    iso3         VARCHAR,
    strategy_id  VARCHAR,
    position     UTINYINT,
    text         MAP(VARCHAR, VARCHAR) NOT NULL,
    kind         VARCHAR NOT NULL,
    year         USMALLINT,
    indicator_id VARCHAR REFERENCES indicator,
    tie          MAP(VARCHAR, VARCHAR),           -- how far the indicator measures it
    source       VARCHAR NOT NULL,
    PRIMARY KEY (iso3, position),
    FOREIGN KEY (iso3, strategy_id) REFERENCES strategy,
    FOREIGN KEY (iso3, source) REFERENCES strategy_source,
    CHECK ((indicator_id IS NULL) = (tie IS NULL))
);

CREATE TABLE strategy_followed (                  -- figures published on the way, as reported
    iso3        VARCHAR,
    strategy_id VARCHAR,
    position    UTINYINT,
    date        VARCHAR NOT NULL,
    text        MAP(VARCHAR, VARCHAR) NOT NULL,
    source      VARCHAR NOT NULL,
    PRIMARY KEY (iso3, position),
    FOREIGN KEY (iso3, strategy_id) REFERENCES strategy,
    FOREIGN KEY (iso3, source) REFERENCES strategy_source
);

CREATE TABLE advice_source (                      -- documents and pages that give advice
    key     VARCHAR PRIMARY KEY,
    body    VARCHAR NOT NULL,
    title   VARCHAR NOT NULL,
    year    USMALLINT,
    address VARCHAR NOT NULL,
    read_as VARCHAR NOT NULL
);

CREATE TABLE indicator_family (                   -- indicators that a recommendation takes for one
    family       VARCHAR,
    indicator_id VARCHAR PRIMARY KEY REFERENCES indicator
);

CREATE TABLE recommendation (
    recommendation_id VARCHAR PRIMARY KEY,
    title             MAP(VARCHAR, VARCHAR) NOT NULL,
    problem           MAP(VARCHAR, VARCHAR) NOT NULL,
    pillar            VARCHAR NOT NULL REFERENCES pillar,
    also              VARCHAR[] NOT NULL,         -- further pillars
    focus             VARCHAR[] NOT NULL,         -- focus areas of the ENACT project
    indicators        VARCHAR[] NOT NULL,         -- where a gap points to the problem, most telling first
    reading           MAP(VARCHAR, VARCHAR) NOT NULL,
    income            VARCHAR[] NOT NULL,
    income_note       MAP(VARCHAR, VARCHAR),
    conflict          VARCHAR NOT NULL,
    conflict_note     MAP(VARCHAR, VARCHAR) NOT NULL,
    connectivity      VARCHAR NOT NULL,
    connectivity_note MAP(VARCHAR, VARCHAR) NOT NULL,
    legal             MAP(VARCHAR, VARCHAR) NOT NULL,
    cost              MAP(VARCHAR, VARCHAR) NOT NULL,
    confidence        VARCHAR NOT NULL,
    steps             STRUCT(text MAP(VARCHAR, VARCHAR), basis VARCHAR)[] NOT NULL,
    technologies      STRUCT(name MAP(VARCHAR, VARCHAR), readiness VARCHAR)[] NOT NULL,
    risks             MAP(VARCHAR, VARCHAR)[] NOT NULL,
    safeguards        MAP(VARCHAR, VARCHAR)[] NOT NULL
);

CREATE TABLE recommendation_advice (
    recommendation_id VARCHAR REFERENCES recommendation,
    position          UTINYINT,
    source            VARCHAR NOT NULL REFERENCES advice_source,
    says              MAP(VARCHAR, VARCHAR) NOT NULL,
    PRIMARY KEY (recommendation_id, position)
);

CREATE TABLE recommendation_practice (            -- who did it, failures included
    recommendation_id VARCHAR REFERENCES recommendation,
    practice_id       VARCHAR REFERENCES practice,
    role              VARCHAR NOT NULL,
    note              MAP(VARCHAR, VARCHAR) NOT NULL,
    position          UTINYINT NOT NULL,
    PRIMARY KEY (recommendation_id, practice_id)
);

CREATE TABLE recommendation_sdg (
    recommendation_id VARCHAR REFERENCES recommendation,
    sdg               VARCHAR,
    reason            MAP(VARCHAR, VARCHAR) NOT NULL,
    position          UTINYINT NOT NULL,
    PRIMARY KEY (recommendation_id, sdg)
);

CREATE TABLE build (
    data_version VARCHAR PRIMARY KEY CHECK (regexp_full_match(data_version, '[0-9a-f]{12}')),
    built_at     TIMESTAMP NOT NULL,              -- UTC
    observations UINTEGER NOT NULL,
    absences     UINTEGER NOT NULL
);

CREATE TABLE build_check (                        -- what was held against this store before it was made current
    position UTINYINT PRIMARY KEY,
    sentence MAP(VARCHAR, VARCHAR) NOT NULL
);
