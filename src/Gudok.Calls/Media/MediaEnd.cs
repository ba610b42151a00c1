using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>An address that one side of a call announced for its media.</summary>
/// <param name="media">The media of the call.</param>
/// <param name="at">The address.</param>
/// <param name="isCallers">Whether the side that called announced it.</param>
internal sealed class MediaEnd(CallMedia media, NetworkEndpoint at, bool isCallers)
{
    /// <summary>The media of the call.</summary>
    public CallMedia Media { get; } = media;

    /// <summary>The address.</summary>
    public NetworkEndpoint At { get; } = at;

    /// <summary>Whether the side that called announced it.</summary>
    public bool IsCallers { get; } = isCallers;

    /// <summary>The end of another call in progress that announced the same address before; null for most.</summary>
    public MediaEnd? Older { get; set; }

    /// <summary>Index of the From-tag of the message that announced it last.</summary>
    public byte From { get; set; }

    /// <summary>Index of its To-tag.</summary>
    public byte To { get; set; }
}
