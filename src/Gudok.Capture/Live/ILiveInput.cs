using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>An input of live messages, asked how far it has come.</summary>
internal interface ILiveInput
{
    /// <summary>Everything that reached the input before this moment has been worked on; what came later may still wait in a queue.</summary>
    /// <param name="now">The present moment: the answer is never later.</param>
    Instant WorkedUpTo(Instant now);
}
