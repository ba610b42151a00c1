namespace Gudok.Sip;

/// <summary>The fault codes of this module, GDK-1000 to GDK-1999. Codes are never reused.</summary>
public static class SipFaults
{
    /// <summary>The file is neither pcap nor pcapng nor a HEP stream, nor one of them packed with gzip.</summary>
    public const string NotACapture = "GDK-1001";

    /// <summary>The capture file ends within a record or contradicts itself; what came before was read.</summary>
    public const string BrokenCapture = "GDK-1002";
}
