-- The events that the filters leave; a filter that is null leaves all. `asked` holds the articles that the words are in.
CREATE TEMP TABLE chosen AS
SELECT e.*
FROM kept.main.site_index AS e
WHERE
    ($topic IS NULL OR e.topic = $topic)
    AND ($type IS NULL OR e.event_type = $type)
    AND ($status IS NULL OR e.status = $status)
    AND ($start IS NULL OR e.event_date >= $start)
    AND ($end IS NULL OR e.event_date <= $end)
    AND ($province IS NULL OR coalesce(e.province_code, 'none') = $province)
    AND ($area IS NULL OR coalesce(e.area_code, 'none') = $area)
    AND ($election IS NULL OR e.election_id = $election)
    AND ($source IS NULL OR e.position IN (SELECT position FROM kept.main.tellers WHERE source_id = $source))
    AND ($outlet IS NULL OR e.position IN (SELECT position FROM kept.main.tellers WHERE outlet = $outlet))
    AND ($person IS NULL OR e.event_id IN (SELECT event_id FROM main.event_actors WHERE person_id = $person))
    AND ($body IS NULL OR e.event_id IN (SELECT event_id FROM main.event_actors WHERE organization_id = $body))
    AND (
        $actor IS NULL
        OR e.event_id IN (
            SELECT event_id
            FROM main.event_actors
            WHERE
                contains(lower(name), lower($actor))
                OR person_id IN (
                    SELECT person_id
                    FROM main.persons
                    WHERE contains(lower(array_to_string(aliases, chr(10))), lower($actor))
                )
                OR organization_id IN (
                    SELECT organization_id
                    FROM main.organizations
                    WHERE contains(lower(concat_ws(chr(10), name, acronym)), lower($actor))
                )
        )
    )
    AND (
        NOT $has_words
        OR e.event_id IN (
            SELECT event_id
            FROM main.event_reports
            WHERE article_id IN (SELECT article_id FROM asked)
        )
    )
