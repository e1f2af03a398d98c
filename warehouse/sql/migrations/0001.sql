CREATE TABLE articles (
    article_id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    url VARCHAR,
    outlet VARCHAR,
    title VARCHAR,
    authors VARCHAR[] NOT NULL,
    editors VARCHAR[] NOT NULL,
    dateline VARCHAR,
    published_at TIMESTAMPTZ,
    published_precision VARCHAR,
    published_basis VARCHAR,
    fetched_at TIMESTAMPTZ,
    language VARCHAR,
    text VARCHAR NOT NULL USING COMPRESSION zstd,
    word_count BIGINT NOT NULL,
    flags VARCHAR[] NOT NULL,
    topics VARCHAR[] NOT NULL,
    story_id VARCHAR,
    version BIGINT NOT NULL,
    coder_version VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    load_number BIGINT NOT NULL,
    key_number BIGINT NOT NULL
);

CREATE TABLE article_topics (
    article_id VARCHAR NOT NULL,
    topic VARCHAR NOT NULL,
    is_relevant BOOLEAN NOT NULL,
    reason VARCHAR NOT NULL,
    evidence VARCHAR[] NOT NULL,
    load_number BIGINT NOT NULL
);

CREATE TABLE article_signatures (
    article_id VARCHAR NOT NULL,
    signature VARCHAR NOT NULL,
    load_number BIGINT NOT NULL,
    key_number BIGINT NOT NULL
);

CREATE TABLE article_bands (
    article_id VARCHAR NOT NULL,
    band BIGINT NOT NULL,
    published_on DATE,
    load_number BIGINT NOT NULL,
    key_number BIGINT NOT NULL
);

CREATE TABLE removed_blocks (
    article_id VARCHAR NOT NULL,
    seq BIGINT NOT NULL,
    text VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    rule_id VARCHAR NOT NULL,
    load_number BIGINT NOT NULL
);

CREATE TABLE article_pages (
    article_id VARCHAR NOT NULL,
    seq BIGINT NOT NULL,
    document_id VARCHAR NOT NULL,
    url VARCHAR,
    load_number BIGINT NOT NULL
);

CREATE TABLE mentions (
    mention_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    start_char BIGINT NOT NULL,
    end_char BIGINT NOT NULL,
    text VARCHAR NOT NULL,
    entity_id VARCHAR,
    rule_id VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    load_number BIGINT NOT NULL
);

CREATE TABLE article_persons (
    article_id VARCHAR NOT NULL,
    person_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    honorifics VARCHAR,
    degrees VARCHAR,
    position VARCHAR,
    acting VARCHAR,
    unit VARCHAR,
    organization_id VARCHAR,
    place_code VARCHAR,
    as_of DATE,
    start_char BIGINT NOT NULL,
    end_char BIGINT NOT NULL,
    rule_id VARCHAR NOT NULL,
    load_number BIGINT NOT NULL,
    key_number BIGINT NOT NULL
);

CREATE TABLE article_organizations (
    article_id VARCHAR NOT NULL,
    organization_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    mention VARCHAR NOT NULL,
    start_char BIGINT NOT NULL,
    end_char BIGINT NOT NULL,
    acronym VARCHAR,
    kind VARCHAR NOT NULL,
    level VARCHAR,
    place_code VARCHAR,
    rule_id VARCHAR NOT NULL,
    load_number BIGINT NOT NULL
);

CREATE TABLE article_places (
    article_id VARCHAR NOT NULL,
    place_code VARCHAR,
    mention VARCHAR NOT NULL,
    candidates VARCHAR[] NOT NULL,
    start_char BIGINT NOT NULL,
    end_char BIGINT NOT NULL,
    rule_id VARCHAR NOT NULL,
    reason VARCHAR,
    load_number BIGINT NOT NULL
);

CREATE TABLE article_elections (
    article_id VARCHAR NOT NULL,
    election_id VARCHAR NOT NULL,
    start_char BIGINT,
    end_char BIGINT,
    rule_id VARCHAR NOT NULL,
    load_number BIGINT NOT NULL
);

CREATE TABLE dates (
    article_id VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    date_start DATE,
    date_end DATE,
    precision VARCHAR,
    basis VARCHAR,
    flag VARCHAR,
    start_char BIGINT NOT NULL,
    end_char BIGINT NOT NULL,
    rule_id VARCHAR NOT NULL,
    load_number BIGINT NOT NULL
);

CREATE TABLE quotes (
    quote_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    is_direct BOOLEAN NOT NULL,
    speaker VARCHAR,
    person_id VARCHAR,
    speaker_text VARCHAR,
    speaker_reason VARCHAR,
    cue VARCHAR,
    start_char BIGINT NOT NULL,
    end_char BIGINT NOT NULL,
    rule_id VARCHAR NOT NULL,
    load_number BIGINT NOT NULL
);

CREATE TABLE law_citations (
    article_id VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    number VARCHAR,
    year BIGINT,
    article_no VARCHAR,
    paragraph_no VARCHAR,
    law_id VARCHAR,
    flag VARCHAR,
    start_char BIGINT NOT NULL,
    end_char BIGINT NOT NULL,
    rule_id VARCHAR NOT NULL,
    load_number BIGINT NOT NULL
);

CREATE TABLE sanctions (
    article_id VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    level VARCHAR,
    form VARCHAR,
    modality VARCHAR NOT NULL,
    report_id VARCHAR,
    start_char BIGINT NOT NULL,
    end_char BIGINT NOT NULL,
    rule_id VARCHAR NOT NULL,
    load_number BIGINT NOT NULL
);

CREATE TABLE figures (
    article_id VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    value DOUBLE NOT NULL,
    unit VARCHAR,
    place_code VARCHAR,
    period VARCHAR,
    start_char BIGINT NOT NULL,
    end_char BIGINT NOT NULL,
    rule_id VARCHAR NOT NULL,
    load_number BIGINT NOT NULL
);

CREATE TABLE event_reports (
    report_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    event_id VARCHAR,
    topic VARCHAR NOT NULL,
    event_type VARCHAR NOT NULL,
    is_primary BOOLEAN NOT NULL,
    status VARCHAR NOT NULL,
    event_date DATE,
    event_date_end DATE,
    date_precision VARCHAR,
    date_basis VARCHAR,
    date_text VARCHAR,
    date_reason VARCHAR,
    place_code VARCHAR,
    place_candidates VARCHAR[] NOT NULL,
    place_reason VARCHAR,
    venue VARCHAR,
    election_id VARCHAR,
    summary VARCHAR NOT NULL,
    start_char BIGINT NOT NULL,
    end_char BIGINT NOT NULL,
    rule_id VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    coder_version VARCHAR NOT NULL,
    load_number BIGINT NOT NULL
);

CREATE TABLE report_blocks (
    report_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    block VARCHAR NOT NULL,
    load_number BIGINT NOT NULL
);

CREATE TABLE report_actors (
    report_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    person_id VARCHAR,
    organization_id VARCHAR,
    position VARCHAR,
    start_char BIGINT NOT NULL,
    end_char BIGINT NOT NULL,
    rule_id VARCHAR NOT NULL,
    load_number BIGINT NOT NULL
);

CREATE TABLE events (
    event_id VARCHAR NOT NULL,
    topic VARCHAR NOT NULL,
    event_type VARCHAR NOT NULL,
    plover_event VARCHAR,
    plover_mode VARCHAR,
    status VARCHAR NOT NULL,
    event_date DATE,
    event_date_end DATE,
    date_precision VARCHAR,
    place_code VARCHAR,
    venue VARCHAR,
    election_id VARCHAR,
    summary VARCHAR NOT NULL,
    report_count BIGINT NOT NULL,
    outlet_count BIGINT NOT NULL,
    first_published_at TIMESTAMPTZ,
    disagreements VARCHAR[] NOT NULL,
    superseded_by VARCHAR,
    coder_version VARCHAR NOT NULL,
    load_number BIGINT NOT NULL,
    key_number BIGINT NOT NULL
);

CREATE TABLE event_actors (
    event_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    person_id VARCHAR,
    organization_id VARCHAR,
    position VARCHAR,
    load_number BIGINT NOT NULL
);

CREATE TABLE event_merges (
    event_id VARCHAR NOT NULL,
    report_id VARCHAR NOT NULL,
    method VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    merged_at TIMESTAMPTZ NOT NULL,
    undone_at TIMESTAMPTZ,
    load_number BIGINT NOT NULL
);

CREATE TABLE sources (
    source_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    url VARCHAR,
    outlet VARCHAR,
    place_code VARCHAR,
    timezone VARCHAR NOT NULL,
    licence VARCHAR
);

CREATE TABLE persons (
    person_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    aliases VARCHAR[] NOT NULL,
    key_number BIGINT NOT NULL
);

CREATE TABLE organizations (
    organization_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    acronym VARCHAR,
    kind VARCHAR NOT NULL,
    level VARCHAR,
    place_code VARCHAR,
    parent_id VARCHAR
);

CREATE TABLE places (
    place_code VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    full_name VARCHAR NOT NULL,
    parent_code VARCHAR,
    province_code VARCHAR,
    latitude DOUBLE,
    longitude DOUBLE,
    capital VARCHAR
);

CREATE TABLE elections (
    election_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    year BIGINT NOT NULL,
    voting_date DATE NOT NULL
);

CREATE TABLE event_types (
    topic VARCHAR NOT NULL,
    topic_name VARCHAR NOT NULL,
    event_type VARCHAR NOT NULL,
    nature VARCHAR NOT NULL,
    stage BIGINT NOT NULL,
    plover_event VARCHAR,
    plover_mode VARCHAR,
    cameo VARCHAR,
    acled_event VARCHAR,
    acled_sub_event VARCHAR
);

CREATE TABLE laws (
    law_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    year BIGINT NOT NULL,
    title VARCHAR NOT NULL,
    status VARCHAR,
    likely_misquote_of VARCHAR
);

CREATE TABLE documents (
    document_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    url VARCHAR,
    media_type VARCHAR NOT NULL,
    encoding VARCHAR,
    byte_count BIGINT NOT NULL,
    fetched_at TIMESTAMPTZ,
    first_run_id VARCHAR NOT NULL,
    superseded_by_document VARCHAR,
    key_number BIGINT NOT NULL
);

CREATE TABLE runs (
    run_id VARCHAR NOT NULL,
    flow VARCHAR NOT NULL,
    trigger VARCHAR NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    status VARCHAR NOT NULL,
    documents_in BIGINT,
    articles_loaded BIGINT,
    duplicates BIGINT,
    rejected BIGINT,
    coder_version VARCHAR NOT NULL,
    parameters VARCHAR,
    error VARCHAR
);

CREATE TABLE loads (
    load_id VARCHAR NOT NULL,
    load_number BIGINT NOT NULL,
    run_id VARCHAR NOT NULL,
    raw_file VARCHAR,
    batch BIGINT NOT NULL,
    loaded_at TIMESTAMPTZ NOT NULL,
    articles BIGINT NOT NULL,
    row_count BIGINT NOT NULL
);

CREATE TABLE quarantine (
    document_id VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    source_id VARCHAR,
    stage VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    resolved_at TIMESTAMPTZ,
    run_id VARCHAR NOT NULL
);

CREATE TABLE changes (
    run_id VARCHAR NOT NULL,
    table_name VARCHAR NOT NULL,
    row_key VARCHAR NOT NULL,
    column_name VARCHAR NOT NULL,
    old_value VARCHAR,
    new_value VARCHAR,
    from_version VARCHAR,
    to_version VARCHAR NOT NULL
);

CREATE TABLE event_decisions (
    decision_id VARCHAR NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL,
    decided_by VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    note VARCHAR,
    from_event_id VARCHAR NOT NULL,
    to_event_id VARCHAR NOT NULL,
    report_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    topic VARCHAR NOT NULL,
    event_type VARCHAR NOT NULL
);

CREATE TABLE withdrawn_events (
    event_id VARCHAR NOT NULL,
    became VARCHAR,
    summary VARCHAR NOT NULL,
    withdrawn_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE meta (
    key VARCHAR NOT NULL,
    value VARCHAR NOT NULL
);

CREATE TABLE source_state (
    state_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    etag VARCHAR,
    last_modified VARCHAR,
    content_hash VARCHAR,
    checked_at TIMESTAMPTZ,
    succeeded_at TIMESTAMPTZ,
    changed_at TIMESTAMPTZ,
    entry_count BIGINT,
    error_streak BIGINT NOT NULL,
    last_code VARCHAR,
    last_detail VARCHAR,
    next_due_at TIMESTAMPTZ NOT NULL,
    moved_to VARCHAR
);

CREATE TABLE source_links (
    link_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    found_in VARCHAR NOT NULL,
    found_at TIMESTAMPTZ NOT NULL,
    published_at TIMESTAMPTZ,
    metadata VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    attempts BIGINT NOT NULL,
    next_try_at TIMESTAMPTZ NOT NULL,
    code VARCHAR
);

CREATE TABLE host_state (
    host VARCHAR NOT NULL,
    retry_at TIMESTAMPTZ,
    delay_seconds DOUBLE,
    robots_txt VARCHAR,
    robots_fetched_at TIMESTAMPTZ
);

CREATE TABLE source_furniture (
    furniture_id VARCHAR NOT NULL,
    site VARCHAR NOT NULL,
    line VARCHAR NOT NULL,
    line_key VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    documents BIGINT NOT NULL,
    first_seen_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    decided_at TIMESTAMPTZ,
    decided_by VARCHAR
);

CREATE TABLE source_lines (
    article_id VARCHAR NOT NULL,
    site VARCHAR NOT NULL,
    story_id VARCHAR NOT NULL,
    title_key VARCHAR NOT NULL,
    lines VARCHAR[] NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL
);
