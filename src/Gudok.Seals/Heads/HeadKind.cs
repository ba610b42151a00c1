namespace Gudok.Seals;

/// <summary>What a head says of its tree. The words stand in heads and never change.</summary>
public enum HeadKind
{
    /// <summary><c>tree</c>: the tree had this size and root.</summary>
    Tree,

    /// <summary><c>dropped</c>: its leaves, of this size and root at the end, were destroyed lawfully when their term was over.
    /// What the day may hold afterwards is a new tree.</summary>
    Dropped,
}
