namespace Gudok.Numbers;

/// <summary>Compiles the text of a pattern: <c>\d</c>, sets, groups, alternatives, <c>?</c>, <c>{n}</c>, <c>{n,m}</c> and <c>$</c>, all that the
/// table uses. Anything else is a fault of the table and throws.</summary>
internal ref struct DigitPatternReader
{
    private const int AnyDigit = 0b11_1111_1111;

    private readonly ReadOnlySpan<char> _source;
    private readonly List<DigitStep> _steps;
    private int _at;
    private int _groups;

    private DigitPatternReader(ReadOnlySpan<char> source)
    {
        _source = source;
        _steps = [];
    }

    public static DigitStep[] Read(string source)
    {
        var reader = new DigitPatternReader(source);
        reader.Alternatives();
        if (reader._at != source.Length) throw new FormatException($"Pattern '{source}' has one bracket too many.");
        reader._steps.Add(new DigitStep(DigitStepKind.Done));
        return [.. reader._steps];
    }

    private void Alternatives()
    {
        var start = _steps.Count;
        List<int> ends = [];
        Sequence();
        while (_at < _source.Length && _source[_at] == '|')
        {
            _at++;
            InsertSplit(start, _steps.Count + 2);
            ends.Add(_steps.Count);
            _steps.Add(default);
            start = _steps.Count;
            Sequence();
        }

        foreach (var end in ends) _steps[end] = new DigitStep(DigitStepKind.Jump, _steps.Count);
    }

    private void Sequence()
    {
        while (_at < _source.Length && _source[_at] is not ('|' or ')'))
        {
            var start = _steps.Count;
            Atom();
            Repeat(start);
        }
    }

    private void Atom()
    {
        switch (_source[_at])
        {
            case '(':
                Group();
                break;
            case '[':
                _steps.Add(new DigitStep(DigitStepKind.Set, Set()));
                break;
            case '\\' when _source[_at + 1] == 'd':
                _steps.Add(new DigitStep(DigitStepKind.Set, AnyDigit));
                _at += 2;
                break;
            case '$':
                _steps.Add(new DigitStep(DigitStepKind.AtEnd));
                _at++;
                break;
            case >= '0' and <= '9':
                _steps.Add(new DigitStep(DigitStepKind.Set, 1 << (_source[_at++] - '0')));
                break;
            default:
                throw new FormatException($"Pattern '{_source}' holds '{_source[_at]}', which the plans do not use.");
        }
    }

    private void Group()
    {
        var captures = !_source[_at..].StartsWith("(?:");
        _at += captures ? 1 : 3;
        var border = captures ? 2 * _groups++ : 0;
        if (captures) _steps.Add(new DigitStep(DigitStepKind.Border, border));
        Alternatives();
        if (captures) _steps.Add(new DigitStep(DigitStepKind.Border, border + 1));
        if (_at == _source.Length) throw new FormatException($"Pattern '{_source}' lacks a bracket.");
        _at++;
    }

    private int Set()
    {
        var set = 0;
        for (_at++; _source[_at] != ']'; _at++)
        {
            var first = _source[_at] - '0';
            var last = first;
            if (_source[_at + 1] == '-')
            {
                _at += 2;
                last = _source[_at] - '0';
            }

            for (var digit = first; digit <= last; digit++) set |= 1 << digit;
        }

        _at++;
        return set;
    }

    private void Repeat(int start)
    {
        if (_at == _source.Length) return;
        var (least, most) = (1, 1);
        if (_source[_at] == '?')
        {
            (least, most) = (0, 1);
            _at++;
        }
        else if (_source[_at] == '{')
        {
            var length = _source[_at..].IndexOf('}');
            var counts = _source.Slice(_at + 1, length - 1);
            var comma = counts.IndexOf(',');
            least = int.Parse(comma < 0 ? counts : counts[..comma], System.Globalization.CultureInfo.InvariantCulture);
            most = comma < 0 ? least : int.Parse(counts[(comma + 1)..], System.Globalization.CultureInfo.InvariantCulture);
            _at += length + 1;
        }

        if ((least, most) != (1, 1)) Expand(start, least, most);
    }

    // Counts are small, so that a repeat is written out: the atom least times, then nested optional copies of it.
    private readonly void Expand(int start, int least, int most)
    {
        var atom = _steps.GetRange(start, _steps.Count - start);
        _steps.RemoveRange(start, atom.Count);
        List<int> splits = [];
        for (var i = 0; i < most; i++)
        {
            if (i >= least)
            {
                splits.Add(_steps.Count);
                _steps.Add(default);
            }

            var shift = _steps.Count - start;
            foreach (var step in atom) _steps.Add(Shifted(step, start, shift));
        }

        foreach (var split in splits) _steps[split] = new DigitStep(DigitStepKind.Split, split + 1, _steps.Count);
    }

    private readonly void InsertSplit(int start, int right)
    {
        for (var i = start; i < _steps.Count; i++) _steps[i] = Shifted(_steps[i], start, 1);
        _steps.Insert(start, new DigitStep(DigitStepKind.Split, start + 1, right));
    }

    private static DigitStep Shifted(DigitStep step, int from, int by) => step.Kind switch
    {
        DigitStepKind.Split or DigitStepKind.Jump => new DigitStep(
            step.Kind, step.Left >= from ? step.Left + by : step.Left, step.Right >= from ? step.Right + by : step.Right),
        DigitStepKind.Set or DigitStepKind.Border or DigitStepKind.AtEnd or DigitStepKind.Done => step,
    };
}
