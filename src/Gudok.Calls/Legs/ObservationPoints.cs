using Gudok.Sip;

namespace Gudok.Calls;

/// <summary>Lets calls that are seen at the same point share one object for it: most traffic comes from few places.</summary>
internal sealed class ObservationPoints
{
    /// <summary>A power of two. Two points that fall into one slot take turns in it: then each call has an object of its own again.</summary>
    private const int Slots = 4096;

    private readonly ObservationPoint?[] _slots = new ObservationPoint?[Slots];

    /// <summary>The point of a frame, first end first.</summary>
    public ObservationPoint Of(in SipFrame frame)
    {
        var known = SlotOf(frame.Source, frame.Destination);
        return known is not null && known.Saw(frame, out var isBackwards) && !isBackwards
            ? known
            : Of(new ObservationPoint(frame.Source, frame.Destination, frame.Transport, frame.CaptureAgent));
    }

    /// <summary>The point that equals another.</summary>
    public ObservationPoint Of(ObservationPoint point)
    {
        ref var slot = ref SlotOf(point.First, point.Second);
        if (slot is { } known && known == point) return known;
        slot = point;
        return point;
    }

    private ref ObservationPoint? SlotOf(NetworkEndpoint first, NetworkEndpoint second) =>
        ref _slots[HashCode.Combine(first.Address.Low, first.Port, second.Address.Low, second.Port) & (Slots - 1)];
}
