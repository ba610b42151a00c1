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
}
