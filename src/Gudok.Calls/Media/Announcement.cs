namespace Gudok.Calls;

/// <summary>Which side of a call a session description is of.</summary>
/// <param name="IsCallers">Whether the side that called wrote it.</param>
/// <param name="From">Index of the message's From-tag.</param>
/// <param name="To">Index of its To-tag.</param>
internal readonly record struct Announcement(bool IsCallers, byte From, byte To)
{
    /// <summary>Whose description a message of a call carries: the sender's, by the tag that a forming INVITE brought.</summary>
    public static Announcement Of(OpenCall call, bool isRequest, byte from, byte to)
    {
        var sender = isRequest ? from : to;
        if (to == 0) return new Announcement(isRequest, from, to);
        foreach (var invite in call.Invites)
        {
            if (invite.From == sender) return new Announcement(true, from, to);
        }

        // Where no INVITE was seen the first message is taken for one of the side that called.
        var isFirst = call.Invites.IsEmpty && (call.SightingCount == 0 || call.Sightings[0].From == sender);
        return new Announcement(isFirst, from, to);
    }
}
