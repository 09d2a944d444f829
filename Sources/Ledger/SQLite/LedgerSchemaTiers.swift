extension LedgerSchema {
  /// What activities say beyond their amount, and the audit log of standings.
  ///
  /// `activity.recurs` holds the months that a recurring sale pays for, negative for a renewal. Rows of the log and of
  /// decisions are never changed or removed, not by REPLACE either, which fires no trigger on the row it removes.
  static let tierTables = """
    ALTER TABLE activity ADD COLUMN fee INTEGER;
    ALTER TABLE activity ADD COLUMN tax INTEGER;
    ALTER TABLE activity ADD COLUMN recurs INTEGER;
    CREATE TABLE standing_event (
      number INTEGER PRIMARY KEY, partner INTEGER NOT NULL REFERENCES partner (number), key TEXT NOT NULL,
      kind TEXT NOT NULL, period TEXT NOT NULL, on_day INTEGER NOT NULL, from_tier TEXT NOT NULL, to_tier TEXT NOT NULL,
      currency INTEGER REFERENCES currency (number), amount INTEGER, drops_on INTEGER, rule TEXT NOT NULL,
      evidence TEXT NOT NULL, reason TEXT NOT NULL, recorded INTEGER NOT NULL, UNIQUE (partner, key)) STRICT;
    CREATE TABLE standing_decision (
      number INTEGER PRIMARY KEY, partner INTEGER NOT NULL REFERENCES partner (number), kind TEXT NOT NULL,
      on_day INTEGER NOT NULL, tier TEXT, period TEXT, until_day INTEGER, author TEXT NOT NULL, role TEXT NOT NULL,
      reason TEXT NOT NULL, recorded INTEGER NOT NULL) STRICT;
    CREATE INDEX standing_decision_by_partner ON standing_decision (partner);
    CREATE TRIGGER standing_event_stays BEFORE UPDATE ON standing_event
      BEGIN SELECT RAISE(ABORT, 'the log of standings only grows'); END;
    CREATE TRIGGER standing_event_remains BEFORE DELETE ON standing_event
      BEGIN SELECT RAISE(ABORT, 'the log of standings only grows'); END;
    CREATE TRIGGER standing_event_once BEFORE INSERT ON standing_event
      WHEN EXISTS (SELECT 1 FROM standing_event WHERE number = new.number
        OR (partner = new.partner AND key = new.key))
      BEGIN SELECT RAISE(IGNORE); END;
    CREATE TRIGGER standing_decision_stays BEFORE UPDATE ON standing_decision
      BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END;
    CREATE TRIGGER standing_decision_remains BEFORE DELETE ON standing_decision
      BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END;
    CREATE TRIGGER standing_decision_new BEFORE INSERT ON standing_decision
      WHEN EXISTS (SELECT 1 FROM standing_decision WHERE number = new.number)
      BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END;
    """
}
