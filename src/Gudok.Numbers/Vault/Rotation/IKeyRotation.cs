namespace Gudok.Numbers;

/// <summary>What a vault offers whose keys can be rotated while it is in use.</summary>
/// <remarks>All members are thread-safe. Searches and writes go on beside a rotation. One that was cut short goes on by itself when the vault
/// is opened next, and is joined by whoever asks for the same.</remarks>
public interface IKeyRotation
{
    /// <summary>Which keys are in use, and what is under way.</summary>
    ValueTask<KeyStatus> GetStatusAsync(CancellationToken cancellationToken);

    /// <summary>Puts a new master key in the place of the old one, and moves all that is wrapped to an epoch of its own.</summary>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Stops between two steps; the rest is done later.</param>
    /// <exception cref="VaultException">GDK-2107: the master key lies where only the operator can change it.</exception>
    ValueTask RotateMasterAsync(IProgress<RotationProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Makes a new index key, computes all blind indexes under it and destroys the old one.</summary>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellationToken">Stops between two steps; the rest is done later.</param>
    ValueTask RotateIndexAsync(IProgress<RotationProgress>? progress, CancellationToken cancellationToken);
}

/// <summary>How far a rotation is.</summary>
/// <param name="Done">Pages of parties that were moved.</param>
/// <param name="Total">Pages there are; a page has up to 110 parties.</param>
public readonly record struct RotationProgress(long Done, long Total);

/// <summary>The keys in use. None of them can be told from it.</summary>
/// <param name="MasterVersion">From 1.</param>
/// <param name="MasterSince">When the master key came into use; null for the first.</param>
/// <param name="IndexVersion">From 1.</param>
/// <param name="Epochs">The weekly keys that still exist, oldest first.</param>
/// <param name="Master">How far the move to the master key in use is; null if none is under way.</param>
/// <param name="Index">How far the move to the index key in use is; null if none is under way.</param>
public sealed record KeyStatus(
    int MasterVersion, DateTimeOffset? MasterSince, int IndexVersion, IReadOnlyList<EpochStatus> Epochs, RotationProgress? Master, RotationProgress? Index);

/// <summary>One weekly key.</summary>
/// <param name="Week">The Monday its week began, UTC.</param>
/// <param name="MasterVersion">The master key in whose time it was made.</param>
/// <param name="IsNewest">Whether new keys are wrapped with it.</param>
/// <param name="IsUsed">Whether anything is still wrapped with it here; if not, it is kept for backups until its term is over.</param>
public sealed record EpochStatus(DateOnly Week, int MasterVersion, bool IsNewest, bool IsUsed);
