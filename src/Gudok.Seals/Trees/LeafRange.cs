namespace Gudok.Seals;

/// <summary>Leaves of a tree that stand side by side.</summary>
/// <param name="From">The first, from 0.</param>
/// <param name="To">One behind the last.</param>
public readonly record struct LeafRange(long From, long To);
