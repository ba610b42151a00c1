using System.Net;
using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Which call media belong to: the addresses that the calls in progress announced in offers and answers.</summary>
/// <remarks>Packets are matched by where they go to first, and by where they come from second: behind a translator of addresses a side
/// announces one that nothing comes from, and before the answer is seen one side alone is known.</remarks>
/// <param name="find">Finds a call in progress by its Call-ID.</param>
internal sealed class MediaTable(Func<byte[], OpenCall?> find)
{
    /// <summary>Addresses known at a time, of all calls; those of further calls are left out.</summary>
    public const int MostEnds = 400_000;

    /// <summary>Calls that may have announced one address; the oldest are left out.</summary>
    public const int MostSharers = 4;

    private readonly Dictionary<NetworkEndpoint, MediaEnd> _ends = [];
    private readonly List<MediaHit> _hits = [];
    private readonly SdpBacklog _backlog = new();
    private bool _isAwake;

    /// <summary>Addresses, and packets of streams, that were left out because there were too many. Never falls.</summary>
    public long Unmeasured { get; private set; }

    /// <summary>Takes note of the session description that a message of a call carries, if it does.</summary>
    /// <param name="call">The call.</param>
    /// <param name="message">The message; it has a body.</param>
    /// <param name="from">Index of its From-tag.</param>
    /// <param name="to">Index of its To-tag.</param>
    public void Note(OpenCall call, in SipMessage message, byte from, byte to)
    {
        if (!MayDescribe(message.ContentType)) return;
        var by = Announcement.Of(call, message.IsRequest, from, to);
        if (_isAwake)
        {
            if (message.TryGetSdp(out var description)) Announce(call, by, description);
        }
        else if (message.ContentType[0] is (byte)'a' or (byte)'A')
        {
            _backlog.Keep(call.CallId, by, message.Body);
        }
        else if (message.TryGetSdp(out var part))
        {
            _backlog.Keep(call.CallId, by, part.Text);
        }
    }

    /// <summary>Finds the calls that a packet belongs to: one as a rule; several where a back-to-back agent passed the addresses of the two sides on, so that
    /// its legs have the same media.</summary>
    /// <param name="source">Who sent it.</param>
    /// <param name="destination">To whom.</param>
    /// <returns>The ends by which they were found; valid until the next use.</returns>
    public IReadOnlyList<MediaHit> Find(NetworkEndpoint source, NetworkEndpoint destination)
    {
        if (!_isAwake) WakeUp();
        _hits.Clear();
        if (_ends.TryGetValue(destination, out var receiver)) Collect(receiver, source, isReceiver: true);
        else if (_ends.TryGetValue(source, out var sender)) Collect(sender, destination, isReceiver: false);
        return _hits;
    }

    /// <summary>Finds the calls that a packet of RTCP belongs to, as <see cref="Find"/> does by the addresses of the media themselves.</summary>
    /// <param name="source">Who sent it; becomes its address for media.</param>
    /// <param name="destination">To whom; becomes its address for media.</param>
    public IReadOnlyList<MediaHit> FindControl(ref NetworkEndpoint source, ref NetworkEndpoint destination)
    {
        if (!_isAwake) WakeUp();
        (source, destination) = (MediaAddressOf(source), MediaAddressOf(destination));
        return Find(source, destination);
    }

    /// <summary>What is known of the media of a call, for a report that names it.</summary>
    public CallMedia Of(OpenCall call)
    {
        if (!_isAwake) WakeUp();
        return call.Media ??= new CallMedia(call);
    }

    /// <summary>Counts reports that were left out.</summary>
    public void CountUnmeasured() => Unmeasured++;

    /// <summary>Measures a packet.</summary>
    /// <param name="sample">The packet.</param>
    /// <param name="hit">How it was found.</param>
    /// <param name="time">When, by the call's clock.</param>
    public void Take(in RtpSample sample, in MediaHit hit, long time)
    {
        if (!hit.End.Media.Take(sample, hit, time)) Unmeasured++;
    }

    /// <summary>Forgets the addresses of a call.</summary>
    public void Forget(OpenCall call)
    {
        if (call.Media is not { } media) return;
        foreach (var end in media.Ends) Remove(end);
        call.Media = null;
    }

    // RTCP comes to the odd port above the media's (RFC 3550 §11), or to the same (RFC 5761); one that a description names is known by itself.
    private NetworkEndpoint MediaAddressOf(NetworkEndpoint at)
    {
        if (at.Port % 2 == 0) return at;
        var below = at with { Port = (ushort)(at.Port - 1) };
        return _ends.ContainsKey(below) || !_ends.ContainsKey(at) ? below : at;
    }

    // Several calls may have announced one address: the packet is of those that announced both of its own, else of the one that did so last.
    private void Collect(MediaEnd newest, NetworkEndpoint other, bool isReceiver)
    {
        for (var end = newest.Older is null ? null : newest; end is not null; end = end.Older)
        {
            if (end.Media.Announced(other, !end.IsCallers)) _hits.Add(new MediaHit(end, end.IsCallers != isReceiver));
        }

        if (_hits.Count == 0) _hits.Add(new MediaHit(newest, newest.IsCallers != isReceiver));
    }

    // The port may be another call's by now.
    private void Remove(MediaEnd end)
    {
        if (!_ends.TryGetValue(end.At, out var newest)) return;
        if (ReferenceEquals(newest, end))
        {
            if (end.Older is { } older) _ends[end.At] = older;
            else _ends.Remove(end.At);
            return;
        }

        for (var before = newest; before.Older is { } next; before = next)
        {
            if (!ReferenceEquals(next, end)) continue;
            before.Older = end.Older;
            return;
        }
    }

    private void WakeUp()
    {
        _isAwake = true;
        while (_backlog.TryTake(out var callId, out var by, out var text))
        {
            if (find(callId) is { } call && SdpDescription.TryParse(text, out var description)) Announce(call, by, description);
        }
    }

    private void Announce(OpenCall call, in Announcement by, SdpDescription description)
    {
        var media = call.Media ??= new CallMedia(call);
        var isOpen = false;
        var way = SdpDirection.Inactive;
        foreach (var medium in description.Media)
        {
            if (medium.Port == 0 || !medium.Kind.SequenceEqual("audio"u8) || !TryRead(medium.Address, out var address)) continue;
            media.TakeFormats(medium, by.IsCallers);
            Add(media, new NetworkEndpoint(address, (ushort)medium.Port), by);
            if (medium.RtcpPort is not 0 and var port && port != medium.Port + 1) Add(media, new NetworkEndpoint(address, (ushort)port), by);
            if (isOpen) continue;
            (isOpen, way) = (true, medium.IsHeld && medium.Direction == SdpDirection.SendRecv ? SdpDirection.Inactive : medium.Direction);
        }

        media.TakeWay(by.IsCallers, way);
    }

    private void Add(CallMedia media, NetworkEndpoint at, in Announcement by)
    {
        var known = _ends.GetValueOrDefault(at);
        for (var end = known; end is not null; end = end.Older)
        {
            if (!ReferenceEquals(end.Media, media) || end.IsCallers != by.IsCallers) continue;
            (end.From, end.To) = (by.From, by.To);
            return;
        }

        if ((known is null && _ends.Count >= MostEnds) || media.Ends.Count >= CallMedia.MostEnds)
        {
            Unmeasured++;
            return;
        }

        var added = new MediaEnd(media, at, by.IsCallers) { From = by.From, To = by.To, Older = StillSharing(known) };
        media.Ends.Add(added);
        _ends[at] = added;
    }

    // An ended call has no media any more, and its port is taken.
    private static MediaEnd? StillSharing(MediaEnd? newest)
    {
        while (newest is { Media.Call.IsSettled: true }) newest = newest.Older;
        var last = newest;
        for (var kept = 1; last is not null && kept < MostSharers - 1; kept++) last = last.Older;
        if (last is not null) last.Older = null;
        return newest;
    }

    private static bool MayDescribe(ReadOnlySpan<byte> contentType) =>
        contentType.Length > 0 && (Starts(contentType, "application/sdp"u8) || Starts(contentType, "multipart/"u8));

    private static bool Starts(ReadOnlySpan<byte> text, ReadOnlySpan<byte> start) =>
        text.Length >= start.Length && System.Text.Ascii.EqualsIgnoreCase(text[..start.Length], start);

    private static bool TryRead(ReadOnlySpan<byte> text, out HostAddress address)
    {
        address = default;
        if (!IPAddress.TryParse(text, out var read)) return false;
        address = NetworkEndpoint.From(new IPEndPoint(read, 0)).Address;
        return address.IsKnown;
    }
}
