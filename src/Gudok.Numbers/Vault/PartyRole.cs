namespace Gudok.Numbers;

/// <summary>In which place of a record a party stands; part of the party's commitment. Stored: the numbers never change.</summary>
public enum PartyRole : byte
{
    /// <summary>Who called.</summary>
    Caller = 1,

    /// <summary>Who answered, or was rung last.</summary>
    Callee = 2,

    /// <summary>Whom the caller asked for.</summary>
    Dialled = 3,

    /// <summary>The caller of leg n is 16 + 2n.</summary>
    LegCaller = 16,

    /// <summary>The callee of leg n is 17 + 2n.</summary>
    LegCallee = 17,
}
