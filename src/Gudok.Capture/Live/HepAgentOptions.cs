namespace Gudok.Capture;

/// <summary>A capture agent that may send HEP: told by its id, by a key, or by both.</summary>
public sealed class HepAgentOptions
{
    /// <summary>The agent's id (HEP3 chunk 0x0c). Unset: any agent that knows the key.</summary>
    public uint? CaptureId { get; set; }

    /// <summary>The key that it must send (HEP3 chunk 0x0e), at most 256 octets of UTF-8. It travels in the clear: it keeps strangers out, not
    /// those who can listen on the way. Two entries of one id take two keys, for a change without loss.</summary>
    public string Key { get; set; } = "";

    /// <summary>A file whose first line is the key, instead of <see cref="Key"/>.</summary>
    public string KeyFile { get; set; } = "";
}
