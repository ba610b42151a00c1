namespace Gudok.Capture;

/// <summary>The fault codes of this module, GDK-5000 to GDK-5999. Codes are never reused.</summary>
public static class CaptureFaults
{
    /// <summary>A file or folder to import is not there or cannot be read.</summary>
    public const string FileUnreadable = "GDK-5001";

    /// <summary>The address to listen on is taken or not ours.</summary>
    public const string CannotListen = "GDK-5002";

    /// <summary>The file that refused lines were to go to is there already.</summary>
    public const string RefusedFileExists = "GDK-5003";

    /// <summary>Calls that have ended cannot be recorded, or those in progress cannot be saved; the message says what stands in the way.</summary>
    public const string CannotRecord = "GDK-5004";

    /// <summary>The key file of a HEP agent cannot be read or holds no key.</summary>
    public const string KeyUnreadable = "GDK-5005";

    /// <summary>The calls that were in progress cannot be taken up: open.db is of another version, was changed, or was sealed by other keys.</summary>
    public const string StateUnreadable = "GDK-5006";

    /// <summary>Calls that are parked on disk cannot be read back; the message says what stands in the way.</summary>
    public const string ParkedUnreadable = "GDK-5007";

    /// <summary>HEP connections cannot be accepted; the message says what stands in the way.</summary>
    public const string CannotAccept = "GDK-5008";

    /// <summary>A certificate or key of HEP over TLS cannot be read; the message says which file and why.</summary>
    public const string CertificateUnreadable = "GDK-5009";

    /// <summary>An agent did not come through the handshake of TLS; the message says why.</summary>
    public const string HandshakeFailed = "GDK-5010";

    /// <summary>A file of the relay cannot be read: its key's, its authorities' or its certificate's.</summary>
    public const string RelayFileUnreadable = "GDK-5011";

    /// <summary>What waits on disk for the next collector cannot be written, read or opened; the message says what stands in the way.</summary>
    public const string SpoolFailed = "GDK-5012";

    /// <summary>The collector that HEP is relayed to is not connected; the message says what stands in the way.</summary>
    public const string RelayAway = "GDK-5013";

    /// <summary>Packets for the next collector are lost.</summary>
    public const string RelayLost = "GDK-5014";

    /// <summary>There is no network interface of the name.</summary>
    public const string NoSuchInterface = "GDK-5020";

    /// <summary>A network interface cannot be captured from; the message says what stands in the way.</summary>
    public const string CannotCapture = "GDK-5021";

    /// <summary>A network interface that was captured from is down or gone.</summary>
    public const string InterfaceAway = "GDK-5022";

    /// <summary>A file of a feed cannot be read: its password's or its authorities'; the message says which and why.</summary>
    public const string FeedFileUnreadable = "GDK-5030";

    /// <summary>A PBX that is to tell of its calls is not connected; the message says what stands in the way.</summary>
    public const string FeedAway = "GDK-5031";

    /// <summary>A PBX refused the user or the password of a feed.</summary>
    public const string FeedRefused = "GDK-5032";

    /// <summary>What PBXs told of calls that were recorded cannot be written; the message says what stands in the way.</summary>
    public const string FeedUnwritten = "GDK-5033";

    /// <summary>A PBX told something of a call whose record is gone or has an erased party.</summary>
    public const string FeedTooLate = "GDK-5034";

    /// <summary>A PBX tells of calls of which none is recorded.</summary>
    public const string FeedUnmatched = "GDK-5035";
}
