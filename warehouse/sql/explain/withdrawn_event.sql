-- What an event was that no article reports any more.
SELECT event_id, became, summary, withdrawn_at FROM withdrawn_events WHERE event_id = $1
