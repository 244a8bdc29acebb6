using System.Diagnostics.Tracing;

namespace Plenum.FanOut;

/// <summary>Hears from the runtime how each collection's pause divides.</summary>
internal sealed class PauseListener : EventListener
{
    private const EventKeywords Collections = (EventKeywords)1;

    /// <summary>What the runtime takes to hand over the last events.</summary>
    private static readonly TimeSpan Delivery = TimeSpan.FromSeconds(0.5);

    private readonly Lock _lock = new();
    private readonly List<Pause> _pauses = [];
    private readonly List<MarkedRoots> _marked = [];
    private DateTime _suspending;
    private DateTime _standing;
    private DateTime _resuming;
    private DateTime _collecting;
    private int _generation;
    private long _promoted;

    /// <summary>Every pause so far, longest first.</summary>
    public IReadOnlyList<Pause> Take()
    {
        Thread.Sleep(Delivery);
        lock (_lock)
            return [.. _pauses.OrderByDescending(pause => pause.Milliseconds)];
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            EnableEvents(eventSource, EventLevel.Informational, Collections);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        lock (_lock)
            Note(eventData);
    }

    private void Note(EventWrittenEventArgs happened)
    {
        switch (happened.EventName)
        {
            case "GCSuspendEEBegin_V1":
                _suspending = happened.TimeStamp;
                _marked.Clear();
                _promoted = 0;
                // A background collection stops the threads a second time, without saying so.
                _generation = GC.MaxGeneration;
                break;
            case "GCSuspendEEEnd_V1":
                _standing = happened.TimeStamp;
                break;
            case "GCStart_V2":
                _collecting = happened.TimeStamp;
                _generation = Convert.ToInt32(Field(happened, "Depth"), null);
                break;
            case "GCMarkWithType":
                _marked.Add(new(
                    Convert.ToInt32(Field(happened, "Type"), null),
                    Convert.ToInt64(Field(happened, "Promoted"), null),
                    (happened.TimeStamp - _collecting).TotalMilliseconds));
                break;
            case "GCHeapStats_V2":
                _promoted = Convert.ToInt64(Field(happened, "TotalPromotedSize0"), null)
                    + Convert.ToInt64(Field(happened, "TotalPromotedSize1"), null);
                break;
            case "GCRestartEEBegin_V1":
                _resuming = happened.TimeStamp;
                break;
            case "GCRestartEEEnd_V1":
                End(happened.TimeStamp);
                break;
        }
    }

    private void End(DateTime now)
    {
        if (_suspending != default)
        {
            _pauses.Add(new(
                _suspending,
                _generation,
                (_standing - _suspending).TotalMilliseconds,
                (_resuming - _standing).TotalMilliseconds,
                (now - _resuming).TotalMilliseconds,
                [.. _marked],
                _promoted));
        }
    }

    private static object? Field(EventWrittenEventArgs happened, string name) =>
        happened.PayloadNames?.IndexOf(name) is { } index and >= 0 ? happened.Payload![index] : null;
}
