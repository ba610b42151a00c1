namespace Gudok.Capture;

/// <summary>Ports from one to another, both among them.</summary>
internal readonly record struct PortRange(ushort First, ushort Last);
