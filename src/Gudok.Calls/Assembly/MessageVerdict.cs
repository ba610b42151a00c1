namespace Gudok.Calls;

/// <summary>What the leg stage made of a message.</summary>
public enum MessageVerdict
{
    /// <summary>It belongs to a call.</summary>
    Taken,

    /// <summary>A retransmission: belongs to a call and says nothing new.</summary>
    Retransmitted,

    /// <summary>The same message mirrored by a second observer, or twice by one (<c>duplicate</c>).</summary>
    Duplicate,

    /// <summary>A message of a dialog or transaction that makes no call (<c>sip.otherMethod</c>).</summary>
    OtherMethod,

    /// <summary>A lone message that belongs to no call and proves none (<c>orphan</c>).</summary>
    Orphan,

    /// <summary>Over a limit of its call (<c>sip.limit</c>).</summary>
    OverLimit,

    /// <summary>No Call-ID or no method: nothing to follow (<c>sip.malformed</c>).</summary>
    Unusable,
}
