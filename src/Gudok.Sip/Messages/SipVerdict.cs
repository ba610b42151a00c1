namespace Gudok.Sip;

/// <summary>How a message stands to the grammar of RFC 3261.</summary>
public enum SipVerdict
{
    /// <summary>It follows the grammar.</summary>
    Valid,

    /// <summary>It follows the grammar and asks for something that a usual server must refuse.</summary>
    ValidButUnserved,

    /// <summary>It breaks the grammar or contradicts itself: a strict server answers 400 or drops it.</summary>
    Invalid,
}
