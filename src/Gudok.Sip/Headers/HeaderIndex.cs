using System.Runtime.CompilerServices;

namespace Gudok.Sip;

/// <summary>Where the first line of each known header begins. Offsets count from the start line, where no header can be: zero is absence.</summary>
[InlineArray(Length)]
internal struct HeaderIndex
{
    /// <summary>One place for each member of <see cref="SipHeader"/>; a test holds the two together.</summary>
    public const int Length = 66;

    private int _first;
}
