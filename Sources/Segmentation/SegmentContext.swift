/// What a segment file is checked against: the program's regions, tiers and partner fields.
package struct SegmentContext: Sendable {
  /// The regions named in tierpost.yaml.
  package var regions: NamedRegions
  /// The ids of the ladder's tiers, in its order.
  package var tierIDs: [String]
  /// The extra columns of the partner data; nil where the data has not been read, then any key may be a
  /// field.
  package var knownFields: Set<String>?

  package init(regions: NamedRegions = NamedRegions(), tierIDs: [String], knownFields: Set<String>? = nil) {
    self.regions = regions
    self.tierIDs = tierIDs
    self.knownFields = knownFields
  }
}
