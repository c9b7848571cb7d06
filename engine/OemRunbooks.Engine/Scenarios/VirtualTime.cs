using OemRunbooks.Engine.Planning;

namespace OemRunbooks.Engine.Scenarios;

/// <summary>The clock of a scenario, and the only thing that decides in what order its activities end.</summary>
/// <remarks>
/// The rules: time stands still while the runner has anything to do. Once nothing can be decided before something happens, and every
/// activity in
/// flight has said how long it takes, the earliest of them ends, or the earliest timer fires; of two at one time the activity comes first,
/// of
/// two activities the one that stands first in the runbook. So a scenario gives the same journal on every machine.
/// </remarks>
internal sealed class VirtualTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Alarm> alarms = [];
    private readonly List<Work> works = [];
    private DateTimeOffset now = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    private TimeSpan wallAhead;
    private Decision.Wait? waiting;

    /// <summary>Which start of the engine this is; work of an earlier one is of no account.</summary>
    internal int Life { get; private set; } = 1;

    internal bool IsDead { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now + wallAhead;
        }
    }

    public override long GetTimestamp()
    {
        lock (gate)
        {
            return now.UtcTicks;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // A time limit is a cancellation source; the other timers are the runner's own waits between attempts.
        var alarm = new Alarm(this, () => callback(state), IsLimit: state is CancellationTokenSource);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>The wall clock moves and nobody works: people take their time, or set it back.</summary>
    internal void Pass(TimeSpan time)
    {
        lock (gate)
        {
            wallAhead += time;
        }
    }

    /// <summary>An entry was written, and this is what the planner would do next.</summary>
    internal void Observe(Decision next)
    {
        lock (gate)
        {
            waiting = next as Decision.Wait;
            GoOn();
        }
    }

    /// <summary>Ends when the time has passed, or is cancelled.</summary>
    internal Task WorkAsync(int life, string path, TimeSpan? takes, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (life != Life || IsDead)
            {
                return Task.CompletedTask;
            }

            var work = new Work(
                path,
                takes is { } time ? now + time : DateTimeOffset.MaxValue,
                new(TaskCreationOptions.RunContinuationsAsynchronously)
            );
            works.Add(work);
            cancellation.UnsafeRegister(_ => Cancel(work), null);
            GoOn();
            return work.Ended.Task;
        }
    }

    /// <summary>The engine is gone: whatever it was doing ends unheard.</summary>
    internal void Die()
    {
        lock (gate)
        {
            IsDead = true;
            works.ForEach(static w => w.Ended.TrySetResult());
            works.Clear();
        }
    }

    /// <summary>The engine is started again.</summary>
    internal void Revive(TimeSpan wallClock)
    {
        lock (gate)
        {
            (IsDead, waiting, wallAhead) = (false, null, wallAhead + wallClock);
            Life++;
            alarms.Clear();
        }
    }

    private void Cancel(Work work)
    {
        lock (gate)
        {
            (work.IsCancelled, work.Due) = (true, now);
        }
    }

    private void GoOn()
    {
        while (
            waiting is { } wait
            && !IsDead
            && wait.InFlight.Length + wait.Delayed.Length > 0
            && wait.InFlight.All(p => works.Exists(w => w.Path == p))
            && (wait.Delayed.IsEmpty || alarms.Exists(static a => !a.IsLimit))
        )
        {
            var work = works.OrderBy(static w => w.Due).ThenBy(w => wait.InFlight.IndexOf(w.Path)).FirstOrDefault();
            var alarm = alarms.MinBy(static a => a.Due);
            if (alarm is null || work?.Due <= alarm.Due)
            {
                End(work!);
                return;
            }

            now = alarm.Due > now ? alarm.Due : now;
            alarms.Remove(alarm);
            if (!alarm.IsLimit)
            {
                // What waits for it would go on inside this call.
                ThreadPool.UnsafeQueueUserWorkItem(static a => a.Fire(), alarm, preferLocal: false);
                return;
            }

            alarm.Fire();
        }
    }

    private void End(Work work)
    {
        works.Remove(work);
        now = work.Due > now && work.Due < DateTimeOffset.MaxValue ? work.Due : now;
        _ = work.IsCancelled ? work.Ended.TrySetCanceled() : work.Ended.TrySetResult();
    }

    private sealed record Work(string Path, DateTimeOffset Due, TaskCompletionSource Ended)
    {
        internal DateTimeOffset Due { get; set; } = Due;

        internal bool IsCancelled { get; set; }
    }

    private sealed class Alarm(VirtualTime time, Action fire, bool IsLimit) : ITimer
    {
        internal DateTimeOffset Due { get; private set; }

        internal bool IsLimit { get; } = IsLimit;

        internal void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.gate)
            {
                time.alarms.Remove(this);
                if (dueTime >= TimeSpan.Zero)
                {
                    Due = time.now + dueTime;
                    time.alarms.Add(this);
                    time.GoOn();
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (time.gate)
            {
                time.alarms.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
