/// Steps by which the delivery half of an older ledger becomes that of this version.
enum DeliverySchema {
  /// Erased partners leave counts; deliveries know when they came in and which upstream has them; suppressions are counted,
  /// so that a run notices new ones at the price of one row.
  static let erasureAndExpiry = """
    CREATE TABLE erased (
      edition INTEGER NOT NULL REFERENCES edition (id), state TEXT NOT NULL, count INTEGER NOT NULL,
      PRIMARY KEY (edition, state)) WITHOUT ROWID, STRICT;
    ALTER TABLE delivery ADD COLUMN entered INTEGER;
    UPDATE delivery SET entered = (SELECT opened FROM edition WHERE edition.id = delivery.edition);
    ALTER TABLE delivery ADD COLUMN upstream TEXT;
    INSERT INTO meta VALUES ('suppressions', (SELECT count(*) FROM suppression));
    CREATE TRIGGER suppression_counts AFTER INSERT ON suppression
      BEGIN UPDATE meta SET value = value + 1 WHERE key = 'suppressions'; END;

    """
}
