namespace Gudok.Calls;

/// <summary>A call that a packet of media belongs to.</summary>
/// <param name="End">The end by which it was found.</param>
/// <param name="IsFromCaller">Whether it comes from the side that called.</param>
internal readonly record struct MediaHit(MediaEnd End, bool IsFromCaller);
