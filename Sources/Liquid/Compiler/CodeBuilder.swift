/// Code while it is being made.
struct CodeBuilder {
  var literals: [UInt8] = []
  var ops: ContiguousArray<Op> = []
  var places: ContiguousArray<Place> = []
  var registers: ContiguousArray<Cell> = []
  var calls: ContiguousArray<FilterCall> = []
  var loops: ContiguousArray<LoopPlan> = []
  var registerNames: [Int: String] = [:]
}
