namespace Gudok.Sip;

/// <summary>How much a reader of captures keeps in memory. Everything over a limit is counted, never an exception.</summary>
public sealed record CaptureLimits
{
    /// <summary>The defaults.</summary>
    public static CaptureLimits Default { get; } = new();

    /// <summary>The longest packet of a file, in octets; a longer one is taken for a broken file. A bomb of gzip ends here too:
    /// unpacking goes packet by packet. Default 1 MiB, four times what tcpdump writes.</summary>
    public int PacketBytes { get; init; } = 1 << 20;

    /// <summary>How many packets are held back to bring the packets of a pipe or a packed file into the order of their times.
    /// Default 65,536; zero passes them as they come.</summary>
    public int WindowPackets { get; init; } = 1 << 16;

    /// <summary>How many octets are held back for that. Default 32 MiB.</summary>
    public int WindowBytes { get; init; } = 32 << 20;

    /// <summary>A regular file up to this size is looked through first, and where its times run back it is read by an index.
    /// In octets, default 4 GiB; larger files are ordered by the window.</summary>
    public long IndexedFileBytes { get; init; } = 4L << 30;

    /// <summary>The most packets in such an index, 40 octets each. Default 8,388,608; with more the window is used.</summary>
    public int IndexedPackets { get; init; } = 1 << 23;

    /// <summary>How many interfaces a section of pcapng may describe. Default 4,096.</summary>
    public int Interfaces { get; init; } = 4096;

    /// <summary>How many headers may lie around one IP packet: tags, labels, tunnels. Default 12.</summary>
    public int Nesting { get; init; } = 12;

    /// <summary>How many IP datagrams are put together at a time. Default 1,024; the oldest gives way.</summary>
    public int FragmentedDatagrams { get; init; } = 1024;

    /// <summary>How long the pieces of a datagram wait for the rest, by the time of the packets. Default 30 s (RFC 791 says 15, RFC 8200 60).</summary>
    public TimeSpan FragmentAge { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long pieces of a finished datagram are known as repeated ones. Default 1 s, for identifiers come again soon.</summary>
    public TimeSpan FragmentEcho { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many directions of TCP connections are followed at a time. Default 65,536; the one idle longest gives way.</summary>
    public int Streams { get; init; } = 1 << 16;

    /// <summary>How many octets one direction may hold back: an unfinished message and segments that came too early. Default 256 KiB.
    /// A message on TCP cannot be longer.</summary>
    public int StreamBytes { get; init; } = 256 << 10;

    /// <summary>How many octets all directions together may hold back. Default 256 MiB.</summary>
    public long AllStreamBytes { get; init; } = 256L << 20;

    /// <summary>How many early segments of one direction are kept while an octet before them is missing. Default 256.</summary>
    public int EarlySegments { get; init; } = 256;

    /// <summary>How long a missing octet is waited for, by the time of the packets of its direction. Default 3 s.</summary>
    public TimeSpan GapAge { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How far the time inside a HEP packet may lie after the time it was captured and still be believed. Default one day.</summary>
    public TimeSpan HepSkew { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Times inside HEP packets before this are those of a clock that was never set. Default 2000-01-01.</summary>
    public Instant HepEarliest { get; init; } = new(946_684_800_000_000);
}
