namespace Gudok.Capture;

/// <summary>The fault codes of this module, GDK-5000 to GDK-5999. Codes are never reused.</summary>
public static class CaptureFaults
{
    /// <summary>A file or folder to import is not there or cannot be read.</summary>
    public const string FileUnreadable = "GDK-5001";

    /// <summary>The address to listen on is taken or not ours.</summary>
    public const string CannotListen = "GDK-5002";
}
