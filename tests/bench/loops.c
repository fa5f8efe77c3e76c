/* The limit to compare with: a network of sigmoid layers trained one observation at a time, in plain loops.

   `sizes` counts the units of the inputs and of each of the `layers` above them. Layer after layer lies in `w`: weights
   (inputs, outputs) row by row, then biases. The loss is ½ Σ (a − t)² over the outputs, and every observation is followed
   by a step of gradient descent. `a` and `d` hold a number per unit: its answer, and the loss by its sum. */

#include <math.h>

void train(int layers, const int *sizes, double *restrict w, const double *restrict x, const double *restrict t,
           long observations, double rate, double *restrict a, double *restrict d)
{
    const int inputs = sizes[0], outputs = sizes[layers];

    for (long n = 0; n < observations; n++) {
        int below = 0, first = 0; /* where the inputs of a layer begin in a, and its weights in w */

        for (int i = 0; i < inputs; i++)
            a[i] = x[n * inputs + i];

        for (int l = 0; l < layers; l++) {
            const int in = sizes[l], out = sizes[l + 1], above = below + in;
            for (int j = 0; j < out; j++) {
                double z = w[first + in * out + j];
                for (int i = 0; i < in; i++)
                    z += a[below + i] * w[first + i * out + j];
                a[above + j] = 1.0 / (1.0 + exp(-z));
            }
            first += (in + 1) * out;
            below = above;
        }

        for (int j = 0; j < outputs; j++)
            d[below + j] = (a[below + j] - t[n * outputs + j]) * a[below + j] * (1.0 - a[below + j]);

        for (int l = layers - 1; l >= 0; l--) {
            const int in = sizes[l], out = sizes[l + 1], above = below;
            below -= in;
            first -= (in + 1) * out;
            for (int i = 0; i < in; i++) {
                double blame = 0.0;
                for (int j = 0; j < out; j++) {
                    blame += w[first + i * out + j] * d[above + j];
                    w[first + i * out + j] -= rate * a[below + i] * d[above + j];
                }
                if (l > 0)
                    d[below + i] = blame * a[below + i] * (1.0 - a[below + i]);
            }
            for (int j = 0; j < out; j++)
                w[first + in * out + j] -= rate * d[above + j];
        }
    }
}
