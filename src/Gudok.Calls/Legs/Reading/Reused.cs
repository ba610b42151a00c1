namespace Gudok.Calls;

/// <summary>A list that keeps its members when it is cleared and gives them out again: reading a call allocates nothing.</summary>
internal sealed class Reused<T>(Func<T> create)
    where T : class
{
    private readonly List<T> _members = [];

    /// <summary>How many are in use.</summary>
    public int Count { get; private set; }

    /// <summary>A member in use.</summary>
    public T this[int index] => _members[index];

    /// <summary>Takes a member into use as it was left: the caller resets it.</summary>
    public T Add()
    {
        if (Count == _members.Count) _members.Add(create());
        return _members[Count++];
    }

    /// <summary>Takes all out of use.</summary>
    public void Clear() => Count = 0;

    /// <summary>The members in use.</summary>
    public ReadOnlySpan<T> Span => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_members)[..Count];
}
