using Gudok.Numbers;

namespace Gudok;

/// <summary>What <c>keys status --json</c> prints.</summary>
/// <param name="MasterVersion">Version of the master key, from 1.</param>
/// <param name="MasterSince">Since when it is in use; null for the first.</param>
/// <param name="IndexVersion">Version of the index key, from 1.</param>
/// <param name="Epochs">The weekly keys that exist, oldest first.</param>
/// <param name="Master">How far a rotation of the master key is; null if none is under way.</param>
/// <param name="Index">How far a rotation of the index key is; null if none is under way.</param>
internal sealed record KeyStatusJson(
    int MasterVersion, DateTimeOffset? MasterSince, int IndexVersion, IReadOnlyList<KeyEpochJson> Epochs, KeyProgressJson? Master, KeyProgressJson? Index)
{
    public static KeyStatusJson Of(KeyStatus status) => new(
        status.MasterVersion,
        status.MasterSince,
        status.IndexVersion,
        [.. status.Epochs.Select(epoch => new KeyEpochJson(epoch.Week, epoch.MasterVersion, epoch.IsNewest, epoch.IsUsed))],
        KeyProgressJson.Of(status.Master),
        KeyProgressJson.Of(status.Index));
}

/// <summary>A weekly key.</summary>
/// <param name="Week">Its Monday, UTC.</param>
/// <param name="MasterVersion">The master key in whose time it was made.</param>
/// <param name="Newest">Whether new keys are wrapped with it.</param>
/// <param name="Used">Whether anything here is still wrapped with it.</param>
internal sealed record KeyEpochJson(DateOnly Week, int MasterVersion, bool Newest, bool Used);

/// <summary>How far a rotation is.</summary>
/// <param name="Done">Pages moved.</param>
/// <param name="Total">Pages there are.</param>
internal sealed record KeyProgressJson(long Done, long Total)
{
    public static KeyProgressJson? Of(RotationProgress? progress) => progress is { } known ? new(known.Done, known.Total) : null;
}
