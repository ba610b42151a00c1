namespace Gudok.Sip;

/// <summary>The bounds within which messages are read. What exceeds one is a fault with <see cref="SipFault.IsLimit"/>.</summary>
public sealed record SipLimits
{
    /// <summary>The defaults.</summary>
    public static SipLimits Default { get; } = new();

    /// <summary>For the messages of <see cref="SipFrame"/>s, which are read with <see cref="SipFraming.Datagram"/> whatever carried them,
    /// for their ends are known: as long as those of a stream may be.</summary>
    public static SipLimits Frames { get; } = new() { MaxDatagramOctets = Default.MaxStreamOctets };

    /// <summary>Octets of a message in a datagram. Default 65,535, the most UDP carries.</summary>
    public int MaxDatagramOctets { get; init; } = 65_535;

    /// <summary>Octets of a message on a stream, head and body. Default 256 KiB.</summary>
    public int MaxStreamOctets { get; init; } = 256 * 1024;

    /// <summary>Octets of the start line, and of one header with its folds. Default 16 KiB.</summary>
    public int MaxLineOctets { get; init; } = 16 * 1024;

    /// <summary>Header lines, folds not counted. Default 256.</summary>
    public int MaxHeaders { get; init; } = 256;

    /// <summary>Octets of a Call-ID. Default 1,024: it is the key of everything that follows.</summary>
    public int MaxCallIdOctets { get; init; } = 1024;

    /// <summary>Octets of a From-tag or To-tag. Default 1,024.</summary>
    public int MaxTagOctets { get; init; } = 1024;
}
