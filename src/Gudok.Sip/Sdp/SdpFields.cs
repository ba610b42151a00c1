namespace Gudok.Sip;

/// <summary>The lines that may stand both for a session and for one of its media.</summary>
internal static class SdpFields
{
    /// <summary>The address of a <c>c=</c> value such as <c>IN IP4 192.0.2.1/127</c>, without what follows a slash; empty if there is none.</summary>
    public static ReadOnlySpan<byte> Address(ReadOnlySpan<byte> connection)
    {
        var blank = connection.LastIndexOf((byte)' ');
        if (blank < 0 || !connection.StartsWith("IN IP"u8)) return default;
        var address = connection[(blank + 1)..];
        var slash = address.IndexOf((byte)'/');
        return slash < 0 ? address : address[..slash];
    }

    /// <summary>Takes a direction attribute; false for any other attribute.</summary>
    public static bool TryReadDirection(ReadOnlySpan<byte> attribute, out SdpDirection direction)
    {
        direction = SdpDirection.SendRecv;
        if (attribute.SequenceEqual("sendrecv"u8)) return true;
        if (attribute.SequenceEqual("sendonly"u8)) direction = SdpDirection.SendOnly;
        else if (attribute.SequenceEqual("recvonly"u8)) direction = SdpDirection.RecvOnly;
        else if (attribute.SequenceEqual("inactive"u8)) direction = SdpDirection.Inactive;
        return direction != SdpDirection.SendRecv;
    }
}
