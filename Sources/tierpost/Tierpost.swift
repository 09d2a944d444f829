@main
struct Tierpost {
  static func main() {}
}
