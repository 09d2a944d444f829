import Glibc

/// What is measured: something done once for each record.
protocol Work {
  var name: String { get }
  var count: Int { get }
  func perform(_ position: Int, into bytes: inout [UInt8]) throws
}

/// The clocks and the memory of this process.
enum Measurement {
  /// Does the work for every record, `passes` times, and says what it took.
  static func line(of work: some Work, passes: Int) throws -> String {
    var buffer: [UInt8] = []
    var bytes = 0
    for position in 0..<min(500, work.count) {
      buffer.removeAll(keepingCapacity: true)
      try work.perform(position, into: &buffer)
    }
    forgetPeak()
    let loaded = kilobytes("VmRSS")
    let (cpu, wall) = (seconds(CLOCK_PROCESS_CPUTIME_ID), seconds(CLOCK_MONOTONIC))
    for _ in 0..<passes {
      for position in 0..<work.count {
        buffer.removeAll(keepingCapacity: true)
        try work.perform(position, into: &buffer)
        bytes += buffer.count
      }
    }
    let (cpuEnd, wallEnd) = (seconds(CLOCK_PROCESS_CPUTIME_ID), seconds(CLOCK_MONOTONIC))
    return """
      {"engine":"Liquid (\(work.name))","version":"\(compiler)","n":\(work.count * passes),"bytes":\(bytes),\
      "cpu_s":\(cpuEnd - cpu),"wall_s":\(wallEnd - wall),\
      "rss_loaded_kb":\(loaded),"rss_peak_kb":\(kilobytes("VmHWM"))}
      """
  }

  private static var compiler: String {
    #if compiler(>=6.4)
      "Swift 6.4 or later"
    #elseif compiler(>=6.3)
      "Swift 6.3"
    #else
      "Swift 6.2"
    #endif
  }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Sets the peak to what is resident now: reading the data takes more than holding it (proc(5), clear_refs).
  private static func forgetPeak() { try? File.write(Array("5".utf8), to: "/proc/self/clear_refs") }

  private static func kilobytes(_ name: String) -> Int {
    let status = (try? File.readStream("/proc/self/status")) ?? []
    for line in String(decoding: status, as: UTF8.self).split(separator: "\n")
    where line.hasPrefix("\(name):") {
      return Int(line.split(separator: " ").dropFirst().first ?? "") ?? 0
    }
    return 0
  }
}
