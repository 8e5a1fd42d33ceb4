import ArgumentParser
import Helper
@main struct Gatehouse: AsyncParsableCommand { func run() async throws { print("x") } }
