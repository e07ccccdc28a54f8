

/// A client that waits: its completion, retained. Zeroed memory is an empty one, so that it can lie
{% if flavour.kext -%}
/// in ivars. Any thread that may block can use it (no interrupt filter), also while the user client
{%- else -%}
/// in ivars or in the reference of an action. Any queue may use it, also while the user client
{%- endif %}
/// stops. What is replaced or destroyed before it has answered is cancelled with kIOReturnAborted,
/// and so is what is left when the user client stops.
class {{ completions.base }}
{
public:
    {{ completions.base }}() = default;
    {{ completions.base }}({{ completions.base }} && other);
    {{ completions.base }} & operator=({{ completions.base }} && other);
    ~{{ completions.base }}();

    /// For the generated code: the completion that it has kept under this number.
    explicit {{ completions.base }}(uint64_t number);

    /// Whether the client still waits.
    explicit operator bool() const;

    /// Tells the client that nothing comes any more, and why. kIOReturnAborted if it doesn't wait.
    kern_return_t Cancel(IOReturn status);

protected:
    kern_return_t Finish(IOReturn status, const uint64_t * words, uint32_t count);
{%- if completions.repeats %}
    kern_return_t Tell(const uint64_t * words, uint32_t count);
{%- endif %}

private:
    uint64_t number = 0;
};
{%- for completion in completions.all %}

{{ completion.doc }}class {{ completion.name }} : public {{ completions.base }}
{
public:
    using {{ completions.base }}::{{ completions.base }};

    /// Hands the completion over, and leaves an empty one: `ivars->kept = completion.Move();`
    {{ completion.name }} Move()
    {
        return static_cast<{{ completion.name }} &&>(*this);
    }

{{ completion.answer_doc }}    {{ completion.declaration }}
};
{%- endfor %}
