namespace Gudok.Capture;

/// <summary>The numbers of a simulated city: customers who come back, and the contact centre's own.</summary>
internal sealed class NumberPool(SeededRandom random, ulong seed, double newShare)
{
    private const long FirstCustomers = 200;
    private const ulong Subscribers = 6_000_000;
    private const ulong FirstSubscriber = 2_000_000;

    // Prime to 6,000,000, so that each customer has another subscriber number.
    private const ulong Stride = 3_700_249;
    private const double MobileShare = 0.8;

    private static readonly ulong[] CityCodes = [495, 499, 812, 343, 383, 846, 831, 351, 861, 863];

    // An 8-800 number, its city numbers, one more 8-800 of a second service.
    private static readonly ulong[] Services = [8001007070, 4957000700, 8127000700, 8003007070];
    private static readonly ulong[] ServiceWeights = [60, 75, 85, 100];

    private const int FirstExtension = 2001;
    public const int Extensions = 120;

    private long _customers = FirstCustomers;

    /// <summary>Somebody outside: new by the share given, else one of the known, the earlier the more often.</summary>
    public SimulatedNumber Customer(NumberForm form)
    {
        if (random.Chance(newShare)) return new SimulatedNumber(CustomerDigits(_customers++), form);
        var pick = random.Fraction();
        return new SimulatedNumber(CustomerDigits((long)(pick * pick * _customers)), form);
    }

    /// <summary>One of the numbers the contact centre is called by.</summary>
    public SimulatedNumber Service(NumberForm form)
    {
        var pick = (ulong)random.Below(100);
        var at = 0;
        while (pick >= ServiceWeights[at]) at++;
        return new SimulatedNumber(Services[at], form);
    }

    /// <summary>An operator's extension by place.</summary>
    public static SimulatedNumber Extension(int place) => new((ulong)(FirstExtension + place), NumberForm.Extension);

    /// <summary>One of the three spellings of an outer number.</summary>
    public NumberForm AnyForm() => random.Below(4) switch { 0 or 1 => NumberForm.Plus, 2 => NumberForm.Seven, _ => NumberForm.Eight };

    private ulong CustomerDigits(long customer)
    {
        var chance = SeededRandom.Mix(seed ^ (ulong)customer);
        var subscriber = FirstSubscriber + (ulong)customer * Stride % Subscribers;
        var isMobile = chance % 1000 < MobileShare * 1000;
        var code = isMobile ? MobileCode(chance >> 32) : CityCodes[(chance >> 32) % (ulong)CityCodes.Length];
        return code * 10_000_000 + subscriber;
    }

    // 910 to 919, 920 to 929, 960 to 969, 980 to 989: full in the Russian plan.
    private static ulong MobileCode(ulong chance) => (chance % 4) switch { 0 => 910, 1 => 920, 2 => 960, _ => 980ul } + (chance >> 8) % 10;
}
