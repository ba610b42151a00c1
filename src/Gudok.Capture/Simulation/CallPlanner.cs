using Gudok.Calls;
using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>Decides who calls whom and writes the call's script.</summary>
internal sealed class CallPlanner
{
    private const int InboundPercent = 78;
    private const int OutboundPercent = 93;
    private const double WithheldShare = 0.03;
    private const double ForkedShare = 0.03;
    private const double TransferredShare = 0.015;

    private readonly SeededRandom _random;
    private readonly NumberPool _pool;
    private readonly CallScript _script;
    private readonly TalkScenes _talk;
    private readonly CallScenes _calls;
    private readonly ForkScenes _forks;
    private readonly ulong _seed;

    public CallPlanner(SimulationOptions options, SeededRandom random)
    {
        _random = random;
        _seed = SeededRandom.Mix(options.Seed);
        _pool = new NumberPool(random, _seed, options.NewNumberShare);
        _script = new CallScript(random);
        _talk = new TalkScenes(_script, options);
        _calls = new CallScenes(_script, _talk);
        _forks = new ForkScenes(_script, _talk);
    }

    /// <summary>Plans a call, and a second one if it is transferred.</summary>
    /// <param name="plan">Takes the call.</param>
    /// <param name="start">When it begins.</param>
    /// <param name="number">Its number.</param>
    /// <param name="spare">Takes the second call; null if there is no room for one.</param>
    /// <returns>Whether the second call came about.</returns>
    public bool Plan(CallPlan plan, Instant start, long number, CallPlan? spare)
    {
        Begin(plan, start, number);
        ChooseParties(plan);
        plan.Callee = plan.Dialled;
        var isInbound = plan.Direction == CallDirection.Inbound;
        if (isInbound && spare is not null && _random.Chance(TransferredShare))
        {
            PlanTransfer(plan, spare);
            return true;
        }

        if (isInbound && _random.Chance(ForkedShare)) _forks.Play();
        else _calls.Play();
        plan.Sort();
        return false;
    }

    private void Begin(CallPlan plan, Instant start, long number)
    {
        plan.Reset();
        plan.Start = start;
        plan.Number = number;
        plan.Id = SeededRandom.Mix(_seed + (ulong)number * 0x9e3779b97f4a7c15);
        _script.Begin(plan);
    }

    private void ChooseParties(CallPlan plan)
    {
        var carrier = SimulatedNode.Carriers[_random.Below(SimulatedNode.Carriers.Length)];
        var operatorPlace = _random.Below(NumberPool.Extensions);
        switch (_random.Below(100))
        {
            case < InboundPercent:
                plan.Direction = CallDirection.Inbound;
                (plan.CallerNode, plan.CalleeNode) = (carrier, SimulatedNode.Proxy);
                plan.Caller = _pool.Customer(_pool.AnyForm());
                plan.Dialled = _pool.Service(_pool.AnyForm());
                plan.IsWithheld = _random.Chance(WithheldShare);
                break;
            case < OutboundPercent:
                plan.Direction = CallDirection.Outbound;
                (plan.CallerNode, plan.CalleeNode) = (SimulatedNode.Proxy, carrier);
                plan.Caller = _pool.Service(NumberForm.Plus);
                plan.Dialled = _pool.Customer(_random.Chance(0.5) ? NumberForm.Eight : NumberForm.Plus);
                break;
            default:
                plan.Direction = CallDirection.Internal;
                (plan.CallerNode, plan.CalleeNode) = (SimulatedNode.Phones[operatorPlace], SimulatedNode.Proxy);
                plan.Caller = NumberPool.Extension(operatorPlace);
                plan.Dialled = NumberPool.Extension((operatorPlace + 1 + _random.Below(NumberPool.Extensions - 1)) % NumberPool.Extensions);
                break;
        }
    }

    // The two calls cross: the first waits for the second's answer, so the second is written in between.
    private void PlanTransfer(CallPlan first, CallPlan second)
    {
        first.TransferTarget = NumberPool.Extension(_random.Below(NumberPool.Extensions));
        _calls.PlayTransferred();
        _talk.BeginTransfer();
        var (at, cseq, calleeCSeq) = (_script.At, _script.CSeq, _script.CalleeCSeq);
        Begin(second, new Instant(first.Start.Micros + at), first.Number + 1);
        second.Direction = CallDirection.Inbound;
        (second.CallerNode, second.CalleeNode) = (first.CallerNode, first.CalleeNode);
        second.Caller = first.Caller;
        second.IsWithheld = first.IsWithheld;
        second.Dialled = second.Callee = first.TransferTarget;
        second.TransferTarget = first.Callee;
        second.TransferredFrom = first.Number;
        _calls.PlayTransferred();
        _talk.Play();
        second.Sort();

        _script.Resume(first, at, cseq, calleeCSeq);
        _script.PauseUntil(second.Start.Micros + second.AnsweredAt - first.Start.Micros);
        _talk.EndTransfer();
        first.Sort();
    }
}
