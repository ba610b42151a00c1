namespace Gudok.Sip;

/// <summary>Finds the session description of a body: the body itself, or a part of it.</summary>
internal static class SdpFinder
{
    /// <summary>How deep multipart bodies are followed.</summary>
    public const int MaxDepth = 4;

    public static bool TryFind(ReadOnlySpan<byte> contentType, ReadOnlySpan<byte> body, int depth, out SdpDescription description)
    {
        description = default;
        if (MimePart.IsType(contentType, "application/sdp"u8)) return SdpDescription.TryParse(body, out description);
        if (depth >= MaxDepth || !MimePart.IsMultipart(contentType)) return false;
        foreach (var part in new MimePartEnumerator(contentType, body))
        {
            if (TryFind(part.ContentType, part.Body, depth + 1, out description)) return true;
        }

        return false;
    }
}
