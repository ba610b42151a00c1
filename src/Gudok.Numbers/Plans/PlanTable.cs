using System.Globalization;
using System.Text;

namespace Gudok.Numbers;

/// <summary>Reads the embedded table of numbering plans. Patterns stay text until they are needed.</summary>
internal sealed class PlanTable
{
    private const string Resource = "Gudok.Numbers.Plans.numbering-plan.tsv";

    private readonly RegionPlan?[] _byLetters = new RegionPlan?[26 * 26];

    private PlanTable(IReadOnlyList<RegionPlan> plans)
    {
        Regions = [.. plans.Where(plan => plan.Region != "001")];
        foreach (var plan in Regions) _byLetters[PlaceOf(plan.Region)] = plan;
        ByCountryCode = new RegionPlan[1000][];
        foreach (var group in plans.GroupBy(plan => plan.CountryCode)) ByCountryCode[group.Key] = [.. group];
    }

    public IReadOnlyList<RegionPlan> Regions { get; }

    /// <summary>The plans of each country code, the main one first; null for a code that nobody has.</summary>
    public RegionPlan[]?[] ByCountryCode { get; }

    /// <summary>The plan of a region, two letters in any case; null if there is none.</summary>
    public RegionPlan? Find(string region) =>
        region.Length == 2 && char.IsAsciiLetter(region[0]) && char.IsAsciiLetter(region[1]) ? _byLetters[PlaceOf(region)] : null;

    public static PlanTable Load()
    {
        using var stream = typeof(PlanTable).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly lacks {Resource}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        List<RegionPlan> plans = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            var cells = line.Split('\t');
            if (cells[0] == "region") plans.Add(new RegionPlan(cells[1], int.Parse(cells[2], CultureInfo.InvariantCulture)));
            else Set(plans[^1], cells);
        }

        foreach (var plan in plans) Complete(plan);
        return new PlanTable(plans);
    }

    // Not a dictionary: it is asked for every number.
    private static int PlaceOf(string region) => ((region[0] | 0x20) - 'a') * 26 + (region[1] | 0x20) - 'a';

    private static void Set(RegionPlan plan, string[] cells)
    {
        switch (cells[0])
        {
            case "idd": plan.InternationalPrefix = new DigitPattern(cells[1]); break;
            case "iddShown": break;
            case "prefix": plan.NationalPrefix = cells[1]; break;
            case "parsing": plan.ParsingPrefix = new DigitPattern(cells[1]); break;
            case "transform": plan.PrefixTransform = cells[1]; break;
            case "leading": plan.LeadingDigits = new DigitPattern(cells[1]); break;
            case "extension": plan.ExtensionLabel = cells[1]; break;
            case "example": plan.Example = cells[1]; break;
            case "local": plan.LocalLengths = Lengths(cells[1]); break;
            case "format": plan.Shapes.Add(Shape(cells)); break;
            case "short": plan.Short = new DigitPattern(cells[2]); break;
            case "emergency": plan.Emergency = new DigitPattern(cells[1]); break;
            case "general":
                plan.Lengths = Lengths(cells[1]);
                plan.General = new DigitPattern(cells[2]);
                break;
            default:
                plan.Types.Add(new TypeRange(Type(cells[0]), Lengths(cells[1]), cells[2].Length == 0 ? null : new DigitPattern(cells[2])));
                break;
        }
    }

    private static void Complete(RegionPlan plan)
    {
        if (plan.NationalPrefix.Length > 0) plan.ParsingPrefix ??= new DigitPattern(plan.NationalPrefix);
        // libphonenumber asks in this order; the first range that holds the number gives its type.
        plan.Types.Sort((left, right) => Rank(left.Type).CompareTo(Rank(right.Type)));
    }

    private static int Rank(NumberType type) => type switch
    {
        NumberType.PremiumRate => 0,
        NumberType.TollFree => 1,
        NumberType.SharedCost => 2,
        NumberType.Voip => 3,
        NumberType.PersonalNumber => 4,
        NumberType.Pager => 5,
        NumberType.Uan => 6,
        NumberType.Voicemail => 7,
        NumberType.FixedLine => 8,
        NumberType.Mobile => 9,
        NumberType.Unknown or NumberType.FixedLineOrMobile => 10,
    };

    private static NumberType Type(string name) => name switch
    {
        "fixed" => NumberType.FixedLine,
        "mobile" => NumberType.Mobile,
        "tollFree" => NumberType.TollFree,
        "premium" => NumberType.PremiumRate,
        "personal" => NumberType.PersonalNumber,
        "voicemail" => NumberType.Voicemail,
        "uan" => NumberType.Uan,
        "pager" => NumberType.Pager,
        "voip" => NumberType.Voip,
        "shared" => NumberType.SharedCost,
        _ => throw new FormatException($"The numbering plan has an unknown property '{name}'."),
    };

    private static NumberShape Shape(string[] cells) => new(
        new DigitPattern(cells[1]), cells[2], cells[3].Length == 0 ? null : new DigitPattern(cells[3]), cells[4], cells[5]);

    private static uint Lengths(string list)
    {
        var lengths = 0u;
        foreach (var length in list.Split(',', StringSplitOptions.RemoveEmptyEntries)) lengths |= 1u << int.Parse(length, CultureInfo.InvariantCulture);
        return lengths;
    }
}
