using System.Globalization;
using System.Text;

namespace Gudok.Numbers.Tests.Oracle;

/// <summary>Makes numbers of every region and type, sound and broken, in the spellings people and machines use.</summary>
internal sealed class NumberGenerator(PlanTable table, NumberWriter writer, int seed)
{
    private static readonly string[] Extensions = [" ext. 12", "x345", ";ext=7", " доб. 1234", "#9", ",,3", " доб45", " extn 5", "~77"];
    private static readonly string[] Separators = [" ", "-", ".", "\u00A0", " - ", "(", ") ", "/", "\u2011", "  "];
    private readonly Random _random = new(seed);

    public IEnumerable<GeneratedNumber> Make(int each)
    {
        foreach (var plan in table.ByCountryCode.SelectMany(plans => plans ?? []))
        {
            foreach (var range in plan.Types)
            {
                for (var i = 0; range.Pattern is not null && i < each; i++) yield return Make(plan, range, i);
            }
        }
    }

    private GeneratedNumber Make(RegionPlan plan, TypeRange range, int index)
    {
        var national = Walk(range.Pattern!);
        if (_random.Next(100) < 55) national = Break(national, plan);
        var about = plan.Region == "001" ? $"001:{plan.CountryCode}" : plan.Region;
        var home = plan.Region == "001" ? "RU" : plan.Region;
        var (region, text) = Spell(plan, national, home, index % 10);
        if (_random.Next(20) == 0) text += Pick(Extensions);
        return new GeneratedNumber(about, range.Type, region, text);
    }

    private (string Region, string Text) Spell(RegionPlan plan, string national, string home, int way)
    {
        var code = plan.CountryCode.ToString(CultureInfo.InvariantCulture);
        switch (way)
        {
            case 0: return ("", "+" + code + national);
            case 1: return (home, Shaped(plan, national, NumberForm.International));
            case 2: return (home, Shaped(plan, national, NumberForm.National));
            case 3: return (home, plan.NationalPrefix + national);
            case 4: return (home, national);
            case 5: return (home, code + national);
            case 6: return (home, Scatter("+" + code + national));
            case 7: return (home, Scatter(plan.NationalPrefix + national));
            case 8: return (home, FullWidth("+" + code + national));
            default:
                var other = table.Regions[_random.Next(table.Regions.Count)];
                return (other.Region, (other.InternationalPrefix is null ? "+" : Walk(other.InternationalPrefix)) + code + national);
        }
    }

    private string Shaped(RegionPlan plan, string national, NumberForm form) => national.Length is 0 or > NationalNumber.MaxLength
        ? national
        : writer.Write(NationalNumber.Of(plan.CountryCode, national), form, "");

    private string Break(string national, RegionPlan plan)
    {
        switch (_random.Next(7))
        {
            case 0: return national[..^Math.Min(national.Length - 1, 1 + _random.Next(3))];
            case 1: return national + Digits(1 + _random.Next(3));
            case 2: return Digits(national.Length);
            case 3: return Digits(_random.Next(1, 19));
            case 4: return plan.NationalPrefix + national;
            case 5: return "0" + national;
            default:
                var at = _random.Next(Math.Min(4, national.Length));
                return string.Concat(national.AsSpan(0, at), Digits(1), national.AsSpan(at + 1));
        }
    }

    private string Scatter(string digits)
    {
        var text = new StringBuilder();
        foreach (var digit in digits)
        {
            text.Append(digit);
            if (_random.Next(4) == 0) text.Append(Pick(Separators));
        }

        return text.ToString();
    }

    private static string FullWidth(string text) => string.Concat(text.Select(character => character == '+' ? '\uFF0B' : (char)(character - '0' + '\uFF10')));

    private string Walk(DigitPattern pattern)
    {
        var digits = new StringBuilder();
        for (var at = 0; pattern.Steps[at].Kind != DigitStepKind.Done;)
        {
            var step = pattern.Steps[at];
            if (step.Kind == DigitStepKind.Set) digits.Append(PickDigit(step.Left));
            at = step.Kind switch
            {
                DigitStepKind.Split => _random.Next(2) == 0 ? step.Left : step.Right,
                DigitStepKind.Jump => step.Left,
                DigitStepKind.Set or DigitStepKind.Border or DigitStepKind.AtEnd or DigitStepKind.Done => at + 1,
            };
        }

        return digits.ToString();
    }

    private char PickDigit(int set)
    {
        while (true)
        {
            var digit = _random.Next(10);
            if ((set & (1 << digit)) != 0) return (char)('0' + digit);
        }
    }

    private string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + _random.Next(10))));

    private string Pick(string[] from) => from[_random.Next(from.Length)];
}
