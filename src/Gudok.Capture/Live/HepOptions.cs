namespace Gudok.Capture;

/// <summary>How HEP is received. Section <c>Hep</c> of the settings.</summary>
public sealed class HepOptions
{
    /// <summary>Address and port of the listener, UDP and TCP alike. Default <c>127.0.0.1:9060</c>.</summary>
    public string Endpoint { get; set; } = "127.0.0.1:9060";

    /// <summary>The receive buffer asked of the kernel for UDP, in octets. Default 32 MiB; 64 KiB to 1 GiB.</summary>
    public int ReceiveBufferBytes { get; set; } = 32 << 20;

    /// <summary>The most TCP connections at once; one more is closed at once and counted. Default 256; 1 to 10,000.</summary>
    public int MaxConnections { get; set; } = 256;

    /// <summary>How far a packet's own time may lie from its arrival before arrival replaces it. Default 5 minutes; 1 s to 1 day.</summary>
    public TimeSpan MaxClockSkew { get; set; } = TimeSpan.FromMinutes(5);
}
