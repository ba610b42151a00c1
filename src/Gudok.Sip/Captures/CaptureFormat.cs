namespace Gudok.Sip;

/// <summary>What kind of file a capture is, told by its content and never by its name.</summary>
public enum CaptureFormat
{
    /// <summary>None that can be read.</summary>
    Unknown,

    /// <summary>Classic pcap.</summary>
    Pcap,

    /// <summary>pcapng.</summary>
    Pcapng,

    /// <summary>HEP3 packets one after another, as a TCP connection carries them.</summary>
    HepStream,
}
