import ArgumentParser
import Campaigns
import Ledger
import Mail
import Mailroom
import PartnerProgram
import Sending
import Settings

/// Exit codes by sysexits.h, one meaning each.
enum Exit {
  /// An argument means nothing.
  static let usage = ExitCode(64)
  /// A row or file of data is wrong.
  static let data = ExitCode(65)
  /// The upstream cannot be reached, or refuses.
  static let unavailable = ExitCode(69)
  /// Our own fault.
  static let software = ExitCode(70)
  /// A file cannot be created.
  static let cannotCreate = ExitCode(73)
  /// A disk is full or fails.
  static let inputOutput = ExitCode(74)
  /// Not now: run the same command again later.
  static let tryAgain = ExitCode(75)
  /// Deliveries are in doubt and wait for a person.
  static let inDoubt = ExitCode(76)
  /// No right to read or write, or credentials refused.
  static let noPermission = ExitCode(77)
  /// A settings, segment or template file is wrong.
  static let configuration = ExitCode(78)
}

/// An error that a command explains itself.
struct Failure: Error {
  let message: String
  let help: String?
  let code: ExitCode

  init(_ message: String, help: String? = nil, code: ExitCode) {
    self.message = message
    self.help = help
    self.code = code
  }
}

extension Console {
  /// Runs a command's work and turns every error into talk and the right exit code.
  func run(_ work: () async throws -> Void) async throws {
    do {
      try await work()
    } catch let exit as ExitCode {
      throw exit
    } catch {
      throw report(error)
    }
  }

  private func report(_ error: any Error) -> ExitCode {
    switch error {
    case let failure as Failure:
      say("error: \(failure.message)" + (failure.help.map { "\n  \($0)" } ?? ""))
      return failure.code
    case let problems as Problems:
      say("\(problems)")
      say(counted(problems.list.count, "problem"))
      return Exit.configuration
    case let error as ImportError:
      say("error: \(error)")
      if case .notReadable = error { return Exit.noInput }
      return Exit.data
    case let error as DataFileError:
      say("\(error)")
      return Exit.data
    case let error as EvaluationFailure:
      say("error: \(error)")
      return Exit.data
    case let error as EditionError:
      say("error: \(error)")
      return Exit.usage
    case let error as LedgerError:
      say("error: \(error)")
      return code(of: error)
    default:
      say("error: \(error)")
      return Exit.software
    }
  }

  private func code(of error: LedgerError) -> ExitCode {
    switch error.kind {
    case .newerVersion: Exit.configuration
    case .locked, .busy: Exit.tryAgain
    case .diskFull, .corrupt, .io: Exit.inputOutput
    case .readOnly: Exit.noPermission
    case .notFound: Exit.noInput
    case .noRun, .fault: Exit.software
    }
  }
}

extension Exit {
  /// A file that was asked for is not there.
  static let noInput = ExitCode(66)

  /// What an outage means for whoever started the run.
  static func code(of outage: Outage) -> ExitCode {
    switch outage.kind {
    case .unreachable, .insecure: unavailable
    case .authentication: noPermission
    case .storage: inputOutput
    case .quota, .closed: tryAgain
    }
  }
}
