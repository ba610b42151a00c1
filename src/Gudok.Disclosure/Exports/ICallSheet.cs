using Gudok.Calls;

namespace Gudok.Disclosure;

/// <summary>A file of calls that is being written.</summary>
internal interface ICallSheet : IDisposable
{
    /// <summary>Writes a call.</summary>
    void Write(CallView call);

    /// <summary>Writes what is left.</summary>
    void Finish();
}
