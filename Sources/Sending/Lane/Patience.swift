/// How long a lane waits for what, in nanoseconds.
struct Patience {
  let connect: Int64
  let command: Int64
  let data: Int64
  let stall: Int64
  let finalReply: Int64
  let idle: Int64
  /// The shortest of them: nothing that is new now ends before it is over.
  let shortest: Int64

  init(_ upstream: SMTPUpstream) {
    let timeouts = upstream.timeouts
    connect = timeouts.connect.nanoseconds
    command = timeouts.command.nanoseconds
    data = timeouts.data.nanoseconds
    stall = timeouts.stall.nanoseconds
    finalReply = timeouts.finalReply.nanoseconds
    idle = upstream.limits.idle.nanoseconds
    shortest = [connect, command, data, stall, finalReply, idle].reduce(connect, min)
  }

  func length(of wait: SMTPDialogue.Wait) -> Int64 {
    switch wait {
    case .nothing: idle
    case .writing: stall
    case .command: command
    case .data: data
    case .finalReply: finalReply
    }
  }
}
