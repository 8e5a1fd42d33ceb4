@_cdecl("gatehouse_version")
public func gatehouse_version() -> UInt32 { 1 }
