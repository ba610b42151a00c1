using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>A record that was written a short while ago, and what PBXs had told of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CallIds">The Call-IDs of its legs.</param>
/// <param name="StartedAt">When the call began.</param>
/// <param name="WrittenAt">When it was written, as a time stamp of the clock.</param>
internal sealed record RecentRecord(RecordId Id, IReadOnlyList<string> CallIds, Instant StartedAt, long WrittenAt)
{
    /// <summary>What it was given of it last.</summary>
    public CallTags Given { get; set; } = CallTags.None;
}
